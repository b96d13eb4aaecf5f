package io.hallpulse.gateway.channel;

/** What became of a rating of another channel that somebody sent. */
public sealed interface Kept {
    /** It is stored now. */
    record Stored() implements Kept {}

    /** The same sender sent the same by that key before; nothing changed. */
    record Repeated() implements Kept {}

    /**
     * It is not stored, and what was stored before is as it was.
     *
     * @param reason one line with the mend
     */
    record Refused(String reason) implements Kept {}
}
