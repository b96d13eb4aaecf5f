package io.hallpulse.domain.assessment.matter;

import io.hallpulse.domain.assessment.scheme.Flow;
import io.hallpulse.domain.calendar.Due;
import io.hallpulse.domain.calendar.Limit;
import io.hallpulse.domain.calendar.WorkingCalendar;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The business days by which a case's time is counted: those of its subject's hall.
 *
 * @param close of business, in that zone
 * @param onDays the same on days of the week on which it is another; on a day that is worked to make up for a holiday it is a Monday's
 */
public record Business(WorkingCalendar calendar, ZoneId zone, LocalTime close, Map<DayOfWeek, LocalTime> onDays) {
    public Business {
        onDays = Map.copyOf(onDays);
    }

    /** Those that end at one time on all days. */
    public Business(WorkingCalendar calendar, ZoneId zone, LocalTime close) {
        this(calendar, zone, close, Map.of());
    }

    /** When something that begins then is due. */
    public Due due(Instant from, Limit limit) {
        return atClose(calendar.due(from, limit, zone, close), limit);
    }

    private Due atClose(Due due, Limit limit) {
        return limit.unit() == Limit.Unit.H
                ? due
                : new Due(closeOf(due.at().atZone(zone).toLocalDate()), due.provisional());
    }

    private Instant closeOf(LocalDate day) {
        DayOfWeek of = calendar.isMadeUp(day) ? DayOfWeek.MONDAY : day.getDayOfWeek();
        return day.atTime(onDays.getOrDefault(of, close)).atZone(zone).toInstant();
    }

    /** When something is due that was due before and is given more time. */
    Due later(Due before, Limit more) {
        Due later = due(before.at(), more);
        return new Due(later.at(), before.provisional() || later.provisional());
    }

    /**
     * When a state that a case came to ends; null for never.
     *
     * @param own the date that the case itself bears; null for none
     */
    @Nullable
    Due end(Flow.State state, Instant since, @Nullable LocalDate own) {
        if (state.limit() instanceof Flow.StateLimit.For of) {
            return state.atLimit() == null
                    ? due(since, of.limit())
                    : atClose(calendar.lapses(since, of.limit(), zone, close), of.limit());
        }
        return state.limit() == null || own == null ? null : new Due(closeOf(own), !calendar.isKnown(own.getYear()));
    }
}
