package io.hallpulse.domain.assessment.matter;

import io.hallpulse.domain.assessment.scheme.Flow;
import io.hallpulse.domain.calendar.Due;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A case as it stands.
 *
 * @param state id in its flow
 * @param since when it came to that state, or when the state's time began anew
 * @param due when that state's time is over; null for never. Derived, never edited
 * @param own the date that it bears itself, such as a promise's; null for none
 * @param extended whether this state was given more time
 * @param told whether somebody was told that this state is late
 * @param late whether the time of any of its states was over before somebody moved it on; it stays so
 * @param waiting what one person has done that another is to confirm; null for nothing
 */
public record Matter(
        String state,
        Instant since,
        @Nullable Due due,
        @Nullable LocalDate own,
        boolean extended,
        boolean told,
        boolean late,
        @Nullable Waiting waiting) {
    /**
     * The first half of what two persons do.
     *
     * @param transition id
     * @param person who did it, and may not confirm it
     */
    public record Waiting(String transition, String person, Instant at) {}

    /**
     * A new one, in the first state of its flow.
     *
     * @param own the date that it bears itself; null for none
     */
    public static Matter open(Flow flow, Instant now, @Nullable LocalDate own, Business business) {
        return at(flow, flow.start(), now, own, false, business);
    }

    static Matter at(Flow flow, String state, Instant now, @Nullable LocalDate own, boolean late, Business business) {
        return new Matter(state, now, business.end(Flows.state(flow, state), now, own), own, false, false, late, null);
    }

    /** Whether nothing can happen to it any more. */
    public boolean isEnded(Flow flow) {
        return Flows.state(flow, state).end();
    }

    /** Whether it is over its time and somebody has yet to move it. */
    public boolean isOverdue(Flow flow, Instant now) {
        return due != null && now.isAfter(due.at()) && Flows.state(flow, state).atLimit() == null;
    }

    /**
     * The same, its time counted anew by a calendar that says more than the one before. Whoever was told too early is told again at the real
     * end.
     */
    public Matter recounted(Flow flow, Business business, Instant now) {
        if (due == null || !due.provisional()) {
            return this;
        }
        Flow.State at = Flows.state(flow, state);
        Due anew = business.end(at, since, own);
        if (extended && anew != null && at.extend() != null) {
            anew = business.later(anew, at.extend().once());
        }
        boolean stillTold = told && anew != null && now.isAfter(anew.at());
        return new Matter(state, since, anew, own, extended, stillTold, late, waiting);
    }
}
