package io.hallpulse.domain.assessment.matter;

import io.hallpulse.domain.assessment.scheme.Flow;
import io.hallpulse.domain.calendar.Due;
import io.hallpulse.domain.calendar.Limit;
import io.hallpulse.domain.calendar.WorkingCalendar;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * The business days by which a case's time is counted: those of its subject's hall.
 *
 * @param close of business, in that zone
 */
public record Business(WorkingCalendar calendar, ZoneId zone, LocalTime close) {
    /** When something that begins then is due. */
    public Due due(Instant from, Limit limit) {
        return calendar.due(from, limit, zone, close);
    }

    /**
     * When a state that a case came to ends; null for never.
     *
     * @param own the date that the case itself bears; null for none
     */
    @Nullable
    Due end(Flow.State state, Instant since, @Nullable LocalDate own) {
        if (state.limit() instanceof Flow.StateLimit.For of) {
            return state.atLimit() == null ? due(since, of.limit()) : calendar.lapses(since, of.limit(), zone, close);
        }
        return state.limit() == null || own == null
                ? null
                : new Due(own.atTime(close).atZone(zone).toInstant(), !calendar.isKnown(own.getYear()));
    }
}
