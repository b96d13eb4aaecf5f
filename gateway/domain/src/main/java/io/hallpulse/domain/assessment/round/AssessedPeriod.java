package io.hallpulse.domain.assessment.round;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The span of the calendar that a round assesses, named as in {@code nanchuan/2026-Q3} (design 3).
 *
 * @param from the first day
 * @param to the last day
 */
public record AssessedPeriod(String name, LocalDate from, LocalDate to) {
    private static final Pattern NAME = Pattern.compile("([0-9]{4})(?:-(?:(0[1-9]|1[0-2])|Q([1-4])|H([12])))?");

    /**
     * The month {@code 2026-10}, quarter {@code 2026-Q4}, half-year {@code 2026-H2} or year {@code 2026} of that name.
     *
     * @throws DateTimeException with one line where it is none
     */
    public static AssessedPeriod parse(String name) {
        Matcher found = NAME.matcher(name);
        if (!found.matches()) {
            throw new DateTimeException("'" + name
                    + "' is no period; write a month 2026-10, a quarter 2026-Q4, a half-year 2026-H2 or a year 2026");
        }
        int year = Integer.parseInt(found.group(1));
        if (found.group(2) != null) {
            return months(name, year, Integer.parseInt(found.group(2)), 1);
        }
        if (found.group(3) != null) {
            return months(name, year, 3 * Integer.parseInt(found.group(3)) - 2, 3);
        }
        return found.group(4) == null
                ? months(name, year, 1, 12)
                : months(name, year, 6 * Integer.parseInt(found.group(4)) - 5, 6);
    }

    private static AssessedPeriod months(String name, int year, int first, int count) {
        LocalDate from = LocalDate.of(year, first, 1);
        return new AssessedPeriod(name, from, from.plusMonths(count).minusDays(1));
    }
}
