package io.hallpulse.domain.calendar;

import io.hallpulse.domain.directory.DaySpan;
import io.hallpulse.domain.directory.Halls;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which days are worked. Weekends are off, save where the calendar says that they are worked to make up for a holiday. A year of which the
 * calendar says nothing is never guessed: its weekdays but 1 January are taken as worked, and what is counted by them is provisional.
 */
public final class WorkingCalendar {
    private final Map<LocalDate, DaySpan> days = new HashMap<>();
    private final Set<Integer> years = new HashSet<>();

    /** @param spans that share no day */
    public WorkingCalendar(Collection<DaySpan> spans) {
        for (DaySpan span : spans) {
            years.add(span.from().getYear());
            span.from().datesUntil(span.to().plusDays(1)).forEach(day -> days.put(day, span));
        }
    }

    /** That of a directory. */
    public static WorkingCalendar of(Halls halls) {
        return new WorkingCalendar(halls.entries().calendar().values());
    }

    /** Whether the calendar says which of a year's days are off. */
    public boolean isKnown(int year) {
        return years.contains(year);
    }

    /** Whether a day is worked. */
    public boolean isWorked(LocalDate day) {
        boolean weekend = day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
        return isMadeUp(day) || (!weekend && !isHoliday(day));
    }

    /** Whether the calendar says that a day is worked to make up for a holiday. */
    public boolean isMadeUp(LocalDate day) {
        DaySpan span = days.get(day);
        return span != null && span.kind().equals(DaySpan.WORK);
    }

    /** Whether a day is off whatever day of the week it is. */
    public boolean isHoliday(LocalDate day) {
        DaySpan span = days.get(day);
        return span == null
                ? day.getDayOfYear() == 1 && !isKnown(day.getYear())
                : span.kind().equals(DaySpan.OFF);
    }

    /**
     * When what begins at an instant is due. Hours run through nights and holidays. Of days, that of the beginning is not counted, and the
     * last one ends at the close of business; one that is off gives way to the next that is worked (Civil Code of China, articles 201 to
     * 203).
     *
     * @param zone of the hall
     * @param close of business, in that zone
     */
    public Due due(Instant from, Limit limit, ZoneId zone, LocalTime close) {
        if (limit.unit() == Limit.Unit.H) {
            return new Due(from.plus(Duration.ofHours(limit.amount())), false);
        }
        LocalDate begun = from.atZone(zone).toLocalDate();
        LocalDate first = limit.unit() == Limit.Unit.WD ? begun.plusDays(1) : endOfSpan(begun, limit);
        return due(first, lastDay(begun, limit), zone, close);
    }

    /**
     * The last day of what begins on a day and is to be done within a limit; one that is off gives way to the next that is worked.
     *
     * @param limit not in hours
     */
    public LocalDate lastDay(LocalDate begun, Limit limit) {
        return workedFrom(endOfSpan(begun, limit));
    }

    /**
     * The day on which a span that begins on a day ends, whether that one is worked or not.
     *
     * @param limit not in hours
     */
    public LocalDate endOfSpan(LocalDate begun, Limit limit) {
        return switch (limit.unit()) {
            case H -> throw new IllegalArgumentException("hours end at an instant, not on a day");
            case WD -> afterWorked(begun, limit.amount());
            case D -> begun.plusDays(limit.amount());
            case MO -> begun.plusMonths(limit.amount());
            case Y -> begun.plusYears(limit.amount());
        };
    }

    /**
     * When what ends by itself, such as a ban of three months, is over: as {@link #due}, but that nobody has to do anything by then, so that
     * days, months and years end on their last day, worked or not.
     *
     * @param zone of the hall
     * @param close of business, in that zone
     */
    public Due lapses(Instant from, Limit limit, ZoneId zone, LocalTime close) {
        if (limit.unit() == Limit.Unit.H || limit.unit() == Limit.Unit.WD) {
            return due(from, limit, zone, close);
        }
        LocalDate last = endOfSpan(from.atZone(zone).toLocalDate(), limit);
        return new Due(last.atTime(close).atZone(zone).toInstant(), false);
    }

    /** The first day after one that is worked. */
    public LocalDate nextWorked(LocalDate day) {
        return workedFrom(day.plusDays(1));
    }

    /** At the end of the last day; the calendar was asked about each from the first on. */
    private Due due(LocalDate first, LocalDate last, ZoneId zone, LocalTime close) {
        boolean provisional = first.datesUntil(last.plusDays(1))
                .mapToInt(LocalDate::getYear)
                .distinct()
                .anyMatch(year -> !isKnown(year));
        return new Due(last.atTime(close).atZone(zone).toInstant(), provisional);
    }

    private LocalDate afterWorked(LocalDate day, int count) {
        LocalDate last = day;
        for (int i = 0; i < count; i++) {
            last = workedFrom(last.plusDays(1));
        }
        return last;
    }

    /** The day, or the next one that is worked. */
    private LocalDate workedFrom(LocalDate day) {
        LocalDate worked = day;
        while (!isWorked(worked)) {
            worked = worked.plusDays(1);
        }
        return worked;
    }
}
