package io.hallpulse.web.directory;

import io.hallpulse.web.Words;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;

/**
 * A year of the calendar as a grid of months.
 *
 * @param worked how many of its days are worked
 * @param sources who says so
 * @param months from January on
 */
public record CalendarYear(int year, int worked, List<String> sources, List<Month> months) {
    public CalendarYear {
        sources = List.copyOf(sources);
        months = List.copyOf(months);
    }

    /** A month, January is 1. */
    public record Month(int number, List<Day> days) {
        public Month {
            days = List.copyOf(days);
        }

        public String name(Words t) {
            return t.of(number + " 月", java.time.Month.of(number).getDisplayName(TextStyle.SHORT, Locale.ENGLISH));
        }
    }

    /**
     * A day.
     *
     * @param kind {@code on} or {@code rest} as its weekday is, {@code off} or {@code work} where the calendar says so
     */
    public record Day(int number, String kind) {}
}
