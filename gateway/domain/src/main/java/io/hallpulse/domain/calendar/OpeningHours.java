package io.hallpulse.domain.calendar;

import io.hallpulse.domain.directory.Hall;
import io.hallpulse.domain.directory.WeeklyHours;
import io.hallpulse.domain.directory.WeeklyHours.Span;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * When a hall is open: the hours of the week, closed on days that the calendar has off, and on days that are worked to make up for a holiday
 * those of a Monday. In a year of which the calendar says nothing the hours of the week stand, but are provisional; 1 January is off in any.
 */
public final class OpeningHours {
    /** Further than any holiday and the next year's first weeks. */
    private static final int DAYS_AHEAD = 40;

    private final WeeklyHours week;
    private final ZoneId zone;
    private final WorkingCalendar calendar;

    /**
     * Whether it is open.
     *
     * @param provisional whether the calendar says nothing of that year
     */
    public record State(boolean open, boolean provisional) {}

    /**
     * When that is otherwise for the next time.
     *
     * @param open what it is from then on
     */
    public record Next(Instant at, boolean open, boolean provisional) {}

    private record Hours(Instant from, Instant to) {
        boolean has(Instant at) {
            return !at.isBefore(from) && at.isBefore(to);
        }
    }

    /** @param zone of the hall, whose clock the hours are read on */
    public OpeningHours(WeeklyHours week, ZoneId zone, WorkingCalendar calendar) {
        this.week = week;
        this.zone = zone;
        this.calendar = calendar;
    }

    /** Those of a hall; empty where nobody said when it is open. */
    public static Optional<OpeningHours> of(Hall hall, WorkingCalendar calendar) {
        return hall.hours().days().isEmpty()
                ? Optional.empty()
                : Optional.of(new OpeningHours(hall.hours(), hall.zone(), calendar));
    }

    /** Whether the hall is open at an instant. */
    public State at(Instant at) {
        LocalDate day = at.atZone(zone).toLocalDate();
        return new State(isOpen(at, day), !calendar.isKnown(day.getYear()));
    }

    private boolean isOpen(Instant at, LocalDate day) {
        return hours(day).stream().anyMatch(hours -> hours.has(at));
    }

    /** The next instant at which it opens or closes; empty where that is not within weeks. */
    public Optional<Next> next(Instant after) {
        LocalDate first = after.atZone(zone).toLocalDate();
        boolean now = isOpen(after, first);
        for (LocalDate day = first; day.isBefore(first.plusDays(DAYS_AHEAD)); day = day.plusDays(1)) {
            for (Hours hours : hours(day)) {
                Instant change = now ? hours.to() : hours.from();
                if (change.isAfter(after) && at(change).open() != now) {
                    return Optional.of(new Next(change, !now, !calendar.isKnown(day.getYear())));
                }
            }
        }
        return Optional.empty();
    }

    /** Those of a day. What begins or ends while the clock is set forward does so at that instant; what is there twice is open throughout. */
    private List<Hours> hours(LocalDate day) {
        List<Hours> all = new ArrayList<>();
        for (Span span : spans(day)) {
            Hours hours = new Hours(instant(day, span.from(), false), instant(day, span.to(), true));
            if (hours.from().isBefore(hours.to())) {
                all.add(hours);
            }
        }
        return all;
    }

    private List<Span> spans(LocalDate day) {
        if (calendar.isMadeUp(day)) {
            return week.of(DayOfWeek.MONDAY);
        }
        return calendar.isHoliday(day) ? List.of() : week.of(day.getDayOfWeek());
    }

    private Instant instant(LocalDate day, int minutes, boolean ends) {
        LocalDateTime local = day.atStartOfDay().plusMinutes(minutes);
        ZoneOffsetTransition change = zone.getRules().getTransition(local);
        if (change != null && change.isGap()) {
            return change.getInstant();
        }
        return ends
                ? local.atZone(zone).withLaterOffsetAtOverlap().toInstant()
                : local.atZone(zone).withEarlierOffsetAtOverlap().toInstant();
    }
}
