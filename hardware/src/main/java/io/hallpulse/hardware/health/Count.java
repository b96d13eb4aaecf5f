package io.hallpulse.hardware.health;

/** A counter of an input. The label is the counter's name in {@link io.hallpulse.hardware.InputHealth#counters()}. */
public enum Count {
    PRESSES("presses"),
    BYTES("bytes"),
    FRAMES("frames"),
    /** Bytes that belong to no valid frame, whatever the reason. */
    NOISE_BYTES("noiseBytes"),
    BAD_LENGTH("badLength"),
    BAD_CHECKSUM("badChecksum"),
    BAD_END("badEnd"),
    /** Frames that were broken off: their bytes stopped coming. */
    TIMEOUTS("timeouts"),
    /** Valid frames from an address that no input of the port has. */
    UNKNOWN_ADDRESS("unknownAddress"),
    /** Valid frames that carry no key. */
    OTHER_FRAMES("otherFrames"),
    /** Questions of the host to a polled meter that were not answered in time. */
    UNANSWERED("unanswered"),
    /** Replies of a polled meter that refuse the request. */
    REFUSALS("refusals"),
    RECONNECTS("reconnects"),
    ACKNOWLEDGEMENTS("acknowledgements"),
    /** Answers that found the way to the wire full, or their press forgotten; the meter sends its key again. */
    ANSWERS_DROPPED("answersDropped"),
    STORED("stored"),
    ALREADY_COUNTED("alreadyCounted"),
    NOT_STORED("notStored"),
    OUT_OF_SERVICE("outOfService");

    private final String label;

    Count(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
