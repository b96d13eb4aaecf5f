package io.hallpulse.hardware.protocol;

import static io.hallpulse.hardware.protocol.Bytes.at;

import io.hallpulse.hardware.Answer;
import io.hallpulse.hardware.MeterSignal;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The queue caller and four-key evaluator on an RS-485 bus, 9600 8N1:
 * {@code FF 68 | LEN | LEN | 68 | ADDR | FUNC | DATA.. | SUM | 16}. LEN counts ADDR to DATA and stands twice; SUM is the sum of
 * ADDR to DATA, modulo 256. FUNC 11 from the meter is a key; the host acknowledges with the same frame, FUNC 01.
 */
final class Ff68Codec implements Codec {
    private static final int START = 0xFF;
    private static final int MARK = 0x68;
    private static final int END = 0x16;
    private static final int KEY = 0x11;
    private static final int CONTROL = 0x01;
    private static final int SHOW = 0x02;
    private static final int BEEP = 0x03;
    private static final int OPEN_EVALUATION = 0x0B;
    private static final int BLANK = 0x0A;
    private static final int DIGITS = 6;

    private static final int HEADER_BYTES = 5;
    private static final int TRAILER_BYTES = 2;
    private static final int SHORTEST_BODY = 2;
    /** Four times the longest body that is known; a longer one is noise, and must not hold up the frames behind it. */
    private static final int LONGEST_BODY = 32;

    @Override
    public int longestFrame() {
        return HEADER_BYTES + LONGEST_BODY + TRAILER_BYTES;
    }

    @Override
    public FrameMatch match(byte[] bytes, int from, int to) {
        int there = to - from;
        if (at(bytes, from) != START || (there > 1 && at(bytes, from + 1) != MARK)) {
            return FrameMatch.NOISE;
        }
        int body = there > 2 ? at(bytes, from + 2) : SHORTEST_BODY;
        if (body < SHORTEST_BODY || body > LONGEST_BODY || (there > 3 && at(bytes, from + 3) != body)) {
            return FrameMatch.BAD_LENGTH;
        }
        if (there > 4 && at(bytes, from + 4) != MARK) {
            return FrameMatch.NOISE;
        }
        int whole = HEADER_BYTES + body + TRAILER_BYTES;
        if (there < HEADER_BYTES || there < whole) {
            return FrameMatch.UNFINISHED;
        }
        if (at(bytes, from + whole - 1) != END) {
            return FrameMatch.BAD_END;
        }
        int sumAt = from + HEADER_BYTES + body;
        return Bytes.sum(bytes, from + HEADER_BYTES, sumAt) == at(bytes, sumAt)
                ? new FrameMatch.Frame(whole)
                : FrameMatch.BAD_CHECKSUM;
    }

    @Override
    public @Nullable MeterKey key(byte[] frame) {
        boolean isKey = at(frame, 2) == 3 && at(frame, HEADER_BYTES + 1) == KEY;
        return isKey ? new MeterKey(at(frame, HEADER_BYTES), Integer.toString(at(frame, HEADER_BYTES + 2))) : null;
    }

    /** What is stored is acknowledged, whether it counts or not; what is not stored stays unanswered, so the meter sends it again. */
    @Override
    public List<byte[]> answer(MeterKey key, Answer answer) {
        int address = key.address();
        byte[] acknowledgement = frame(address, CONTROL, Integer.parseInt(key.key()));
        return switch (answer) {
            case STORED -> List.of(acknowledgement);
            case ALREADY_COUNTED -> List.of(acknowledgement, frame(address, BEEP));
            case OUT_OF_SERVICE -> List.of(acknowledgement, frame(address, BEEP), frame(address, BEEP));
            case NOT_STORED -> Collections.nCopies(3, frame(address, BEEP));
        };
    }

    @Override
    public List<byte[]> signal(int address, MeterSignal signal) {
        if (signal instanceof MeterSignal.Stars stars) {
            return List.of(frame(address, SHOW, stars.count()));
        } else if (signal instanceof MeterSignal.Number number) {
            return List.of(frame(address, SHOW, padded(number.digits())));
        }
        return List.of(
                signal instanceof MeterSignal.Open ? frame(address, CONTROL, OPEN_EVALUATION) : frame(address, BEEP));
    }

    private static int[] padded(String digits) {
        int[] shown = new int[DIGITS];
        int blanks = DIGITS - digits.length();
        for (int i = 0; i < DIGITS; i++) {
            shown[i] = i < blanks ? BLANK : digits.charAt(i - blanks) - '0';
        }
        return shown;
    }

    private static byte[] frame(int address, int function, int... content) {
        int body = 2 + content.length;
        byte[] frame = new byte[HEADER_BYTES + body + TRAILER_BYTES];
        byte[] head = Bytes.of(START, MARK, body, body, MARK, address, function);
        System.arraycopy(head, 0, frame, 0, head.length);
        System.arraycopy(Bytes.of(content), 0, frame, head.length, content.length);
        frame[frame.length - 2] = (byte) Bytes.sum(frame, HEADER_BYTES, frame.length - TRAILER_BYTES);
        frame[frame.length - 1] = (byte) END;
        return frame;
    }
}
