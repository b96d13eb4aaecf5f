package io.hallpulse.domain.press;

/** What a stored press is to the count. */
public enum PressState {
    COUNTED,
    FLAGGED,
    SUPERSEDED,
    TIMEOUT,
    TEST,
    /** A reason, or that somebody could not get it done: no rating. */
    ASIDE,
    INVALID,
    /** Of a window that the configuration does not name. */
    UNPLACED
}
