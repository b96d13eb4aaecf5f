package io.hallpulse.domain.assessment.round;

import io.hallpulse.domain.assessment.scheme.Word;

/** Where a round stands. */
public enum RoundState implements Word {
    PLANNED,
    FROZEN,
    OPEN,
    CLOSED,
    COUNTED,
    APPROVED,
    PUBLISHED,
    ANNULLED;

    /** Whether facts of the period are taken in, as far as the clock allows it. */
    public boolean takesFacts() {
        return this == FROZEN || this == OPEN || this == CLOSED;
    }

    /** Whether its facts and cards stay as they are. */
    public boolean isCounted() {
        return this == COUNTED || this == APPROVED || this == PUBLISHED;
    }

    /** Whether it may still be annulled. */
    public boolean isBeforeApproved() {
        return compareTo(APPROVED) < 0;
    }
}
