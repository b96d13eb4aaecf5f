package io.hallpulse.gateway.assessment;

import io.hallpulse.domain.assessment.scheme.Word;

/** Where a publication stands (design 8). */
public enum PublicationState implements Word {
    /** Nothing is drawn up yet, or what was is withdrawn. */
    DRAFT,
    /** Drawn up with privacy applied; it awaits signatures. */
    CHECKED,
    /** Signed by all; what it shows never changes any more. */
    APPROVED,
    /** Those whom it is for see it. */
    LIVE,
    /** A correction stands in its place. */
    REPLACED,
    /** Taken back, with a reason. */
    WITHDRAWN;

    /** Whether all have signed it and it still holds. */
    public boolean isSigned() {
        return this == APPROVED || this == LIVE;
    }
}
