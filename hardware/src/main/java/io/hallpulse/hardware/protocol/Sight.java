package io.hallpulse.hardware.protocol;

import io.hallpulse.hardware.health.Count;

/** What stands at the first of some bytes. */
public sealed interface Sight {
    /** A whole valid frame of so many bytes. */
    record Frame(int length) implements Sight {}

    /** It may be a frame, but more bytes are needed to tell. */
    record Unfinished() implements Sight {}

    /** No frame begins here. The cause is {@link Count#NOISE_BYTES} where it does not even look like one. */
    record Rejected(Count cause) implements Sight {}

    Sight UNFINISHED = new Unfinished();
    Sight NOISE = new Rejected(Count.NOISE_BYTES);
    Sight BAD_LENGTH = new Rejected(Count.BAD_LENGTH);
    Sight BAD_CHECKSUM = new Rejected(Count.BAD_CHECKSUM);
    Sight BAD_END = new Rejected(Count.BAD_END);
}
