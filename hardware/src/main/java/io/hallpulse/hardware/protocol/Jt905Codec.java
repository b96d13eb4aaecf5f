package io.hallpulse.hardware.protocol;

import static io.hallpulse.hardware.protocol.Bytes.at;

import org.jspecify.annotations.Nullable;

/**
 * The JT/T 905 family: {@code 55 AA | LEN(2) | DEV | VENDOR | CMD(2) | DATA | XOR | 55 AA}, numbers high byte first. LEN counts
 * DEV to DATA, XOR runs over LEN to DATA. There is no byte stuffing, so LEN alone gives its end. DEV is the address: 06 the
 * rear evaluator, 11 (hex) the front one. Which command carries the key is not public,
 * hence a setting; nor is how a rating is acknowledged: these meters thank by themselves.
 */
final class Jt905Codec implements Codec {
    private static final int MARK_1 = 0x55;
    private static final int MARK_2 = 0xAA;
    private static final int HEADER_BYTES = 4;
    private static final int TRAILER_BYTES = 3;
    private static final int FIXED_BODY = 4;
    private static final int LONGEST_BODY = FIXED_BODY + ProtocolSettings.Jt905.LONGEST;

    private final ProtocolSettings.Jt905 settings;

    Jt905Codec(ProtocolSettings.Jt905 settings) {
        this.settings = settings;
    }

    @Override
    public int longestFrame() {
        return HEADER_BYTES + LONGEST_BODY + TRAILER_BYTES;
    }

    @Override
    public FrameMatch match(byte[] bytes, int from, int to) {
        int there = to - from;
        if (at(bytes, from) != MARK_1 || (there > 1 && at(bytes, from + 1) != MARK_2)) {
            return FrameMatch.NOISE;
        }
        if (there < HEADER_BYTES) {
            return there > 2 && at(bytes, from + 2) != 0 ? FrameMatch.BAD_LENGTH : FrameMatch.UNFINISHED;
        }
        int body = at(bytes, from + 2) << 8 | at(bytes, from + 3);
        if (body < FIXED_BODY || body > LONGEST_BODY) {
            return FrameMatch.BAD_LENGTH;
        }
        int xorAt = from + HEADER_BYTES + body;
        if (to < xorAt + TRAILER_BYTES) {
            return FrameMatch.UNFINISHED;
        }
        if (at(bytes, xorAt + 1) != MARK_1 || at(bytes, xorAt + 2) != MARK_2) {
            return FrameMatch.BAD_END;
        }
        return Bytes.xor(bytes, from + 2, xorAt) == at(bytes, xorAt)
                ? new FrameMatch.Frame(HEADER_BYTES + body + TRAILER_BYTES)
                : FrameMatch.BAD_CHECKSUM;
    }

    @Override
    public @Nullable MeterKey key(byte[] frame) {
        int keyAt = HEADER_BYTES + FIXED_BODY + settings.offset();
        if (command(frame) != settings.command() || keyAt >= frame.length - TRAILER_BYTES) {
            return null;
        }
        return new MeterKey(at(frame, 4), Integer.toString(at(frame, keyAt)));
    }

    /** The command of a valid frame. */
    static int command(byte[] frame) {
        return at(frame, 6) << 8 | at(frame, 7);
    }
}
