package io.hallpulse.gateway.pages;

import io.hallpulse.domain.calendar.WorkingCalendar;
import io.hallpulse.domain.directory.DaySpan;
import io.hallpulse.domain.directory.Halls;
import io.hallpulse.web.directory.CalendarYear;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The directory's calendar, year by year. */
final class CalendarYears {
    private static final int MONTHS = 12;

    private CalendarYears() {}

    /** The years that it knows, the newest first. */
    static List<CalendarYear> of(Halls halls) {
        Collection<DaySpan> spans = halls.entries().calendar().values();
        WorkingCalendar calendar = WorkingCalendar.of(halls);
        return spans.stream()
                .map(span -> span.from().getYear())
                .distinct()
                .sorted(Comparator.reverseOrder())
                .map(year -> year(year, calendar, spans))
                .toList();
    }

    private static CalendarYear year(int year, WorkingCalendar calendar, Collection<DaySpan> spans) {
        List<DaySpan> own =
                spans.stream().filter(span -> span.from().getYear() == year).toList();
        LocalDate first = LocalDate.of(year, 1, 1);
        return new CalendarYear(
                year,
                (int) first.datesUntil(first.plusYears(1))
                        .filter(calendar::isWorked)
                        .count(),
                own.stream()
                        .map(DaySpan::source)
                        .filter(source -> !source.isEmpty())
                        .distinct()
                        .toList(),
                IntStream.rangeClosed(1, MONTHS)
                        .mapToObj(
                                month -> new CalendarYear.Month(month, days(YearMonth.of(year, month), calendar, own)))
                        .toList());
    }

    private static List<CalendarYear.Day> days(YearMonth month, WorkingCalendar calendar, List<DaySpan> spans) {
        return IntStream.rangeClosed(1, month.lengthOfMonth())
                .mapToObj(month::atDay)
                .map(day -> new CalendarYear.Day(day.getDayOfMonth(), kind(day, calendar, spans)))
                .toList();
    }

    private static String kind(LocalDate day, WorkingCalendar calendar, List<DaySpan> spans) {
        return spans.stream()
                .filter(span -> span.has(day))
                .map(DaySpan::kind)
                .findFirst()
                .orElse(calendar.isWorked(day) ? "on" : "rest");
    }
}
