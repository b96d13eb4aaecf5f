package io.hallpulse.hardware.protocol;

import io.hallpulse.hardware.health.Count;

/** The match of a frame at the first of some bytes. */
public sealed interface FrameMatch {
    /** A whole valid frame of so many bytes. */
    record Frame(int length) implements FrameMatch {}

    /** It may be a frame, but more bytes are needed to know. */
    record Unfinished() implements FrameMatch {}

    /** No frame begins here. The cause is {@link Count#NOISE_BYTES} where it does not even look like one. */
    record Rejected(Count cause) implements FrameMatch {}

    FrameMatch UNFINISHED = new Unfinished();
    FrameMatch NOISE = new Rejected(Count.NOISE_BYTES);
    FrameMatch BAD_LENGTH = new Rejected(Count.BAD_LENGTH);
    FrameMatch BAD_CHECKSUM = new Rejected(Count.BAD_CHECKSUM);
    FrameMatch BAD_END = new Rejected(Count.BAD_END);
}
