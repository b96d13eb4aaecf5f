package io.hallpulse.domain.assessment.scheme;

import io.hallpulse.domain.calendar.Limit;
import org.jspecify.annotations.Nullable;

/**
 * When rounds run.
 *
 * @param fieldwork when ballots are taken; null where the scheme has no fieldwork of its own
 * @param late how long after the fieldwork facts of the period are still taken; null for not at all
 */
public record Rounds(
        RoundPeriod every,
        @Nullable Fieldwork fieldwork,
        @Nullable Limit late) {
    /**
     * When ballots are taken.
     *
     * @param after from the end of the period on; its amount may be 0
     * @param length from then on
     */
    public record Fieldwork(Limit after, Limit length) {}
}
