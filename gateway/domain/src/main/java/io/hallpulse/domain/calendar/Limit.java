package io.hallpulse.domain.calendar;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long something may take, such as {@code 24h} or {@code 5wd}.
 *
 * @param amount 1 to 9999
 */
public record Limit(int amount, Unit unit) {
    private static final Pattern TEXT = Pattern.compile("([1-9][0-9]{0,3})(h|wd|d|mo|y)");

    /** What it is counted in. */
    public enum Unit {
        /** Hours, through nights and holidays. */
        H,
        /** Working days. */
        WD,
        /** Days of the calendar. */
        D,
        /** Months of the calendar. */
        MO,
        /** Years of the calendar. */
        Y
    }

    /**
     * The limit that a text stands for.
     *
     * @throws IllegalArgumentException with one line where it is none
     */
    public static Limit parse(String text) {
        Matcher found = TEXT.matcher(text);
        if (!found.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no limit; write one such as 24h, 5wd, 7d, 3mo or 1y");
        }
        Unit unit = switch (found.group(2)) {
            case "h" -> Unit.H;
            case "wd" -> Unit.WD;
            case "d" -> Unit.D;
            case "mo" -> Unit.MO;
            default -> Unit.Y;
        };
        return new Limit(Integer.parseInt(found.group(1)), unit);
    }
}
