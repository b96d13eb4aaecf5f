package io.hallpulse.hardware;

/** The answer to a person at the key once the fate of a press is known. Alike for every key. */
public enum Answer {
    /** Durably stored: lamp, sound, and the meter's acknowledgement frame. */
    STORED,
    /** Durably stored, but a repeat of a press that counts already: acknowledged to the meter, shown differently. */
    ALREADY_COUNTED,
    /** Not stored: the error lamp; the meter gets no acknowledgement, so that it sends the key again. */
    NOT_STORED,
    /** Nobody is served here now; stored, but it will not count. */
    OUT_OF_SERVICE
}
