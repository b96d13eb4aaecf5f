package io.hallpulse.domain.alarm;

import java.time.DateTimeException;
import java.time.LocalTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Hours of each day in which nobody is to be disturbed, over midnight where they end before they begin. */
public record QuietHours(LocalTime from, LocalTime to) {
    private static final Pattern FORM = Pattern.compile("([0-9]{2}:[0-9]{2})-([0-9]{2}:[0-9]{2})");

    /**
     * Those of a text such as {@code 22:00-07:00}.
     *
     * @throws IllegalArgumentException with one line where it is none
     */
    public static QuietHours parse(String text) {
        Matcher form = FORM.matcher(text);
        try {
            if (form.matches()) {
                return new QuietHours(LocalTime.parse(form.group(1)), LocalTime.parse(form.group(2)));
            }
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("quiet '" + text + "' is no time of day; write such as 22:00-07:00", e);
        }
        throw new IllegalArgumentException("quiet '" + text + "' are no hours; write such as 22:00-07:00");
    }

    public boolean contains(LocalTime time) {
        boolean begun = !time.isBefore(from);
        boolean over = !time.isBefore(to);
        return from.isBefore(to) ? begun && !over : begun || !over;
    }
}
