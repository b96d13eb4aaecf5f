package io.hallpulse.hardware.protocol;

import io.hallpulse.hardware.Answer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The queue caller and four-key evaluator on an RS-485 bus, 9600 8N1:
 * {@code FF 68 | LEN | LEN | 68 | ADDR | FUNC | DATA.. | SUM | 16}. LEN counts ADDR to DATA and stands twice; SUM is the sum of
 * ADDR to DATA, modulo 256. FUNC 11 from the meter is a key; the host acknowledges with the same frame, FUNC 01.
 */
public final class Ff68 implements Codec {
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
    public Sight look(byte[] bytes, int from, int to) {
        int there = to - from;
        if (at(bytes, from) != START || (there > 1 && at(bytes, from + 1) != MARK)) {
            return Sight.NOISE;
        }
        int body = there > 2 ? at(bytes, from + 2) : SHORTEST_BODY;
        if (body < SHORTEST_BODY || body > LONGEST_BODY || (there > 3 && at(bytes, from + 3) != body)) {
            return Sight.BAD_LENGTH;
        }
        if (there > 4 && at(bytes, from + 4) != MARK) {
            return Sight.NOISE;
        }
        int whole = HEADER_BYTES + body + TRAILER_BYTES;
        if (there < HEADER_BYTES || there < whole) {
            return Sight.UNFINISHED;
        }
        if (at(bytes, from + whole - 1) != END) {
            return Sight.BAD_END;
        }
        return sum(bytes, from + HEADER_BYTES, body) == at(bytes, from + whole - 2)
                ? new Sight.Frame(whole)
                : Sight.BAD_CHECKSUM;
    }

    @Override
    public @Nullable MeterKey key(byte[] frame) {
        boolean isKey = at(frame, 2) == 3 && at(frame, HEADER_BYTES + 1) == KEY;
        return isKey ? new MeterKey(at(frame, HEADER_BYTES), Integer.toString(at(frame, HEADER_BYTES + 2))) : null;
    }

    /** What is stored is acknowledged, whether it counts or not; what is not stored stays unanswered, so the meter sends it again. */
    @Override
    public List<byte[]> answer(MeterKey key, Answer answer) {
        return answer == Answer.NOT_STORED ? List.of() : List.of(acknowledgement(key));
    }

    /** The meter's frame for a pressed key, 0 to 255. */
    public static byte[] keyPressed(int address, int key) {
        return frame(address, KEY, key);
    }

    static byte[] acknowledgement(MeterKey key) {
        return frame(key.address(), CONTROL, Integer.parseInt(key.key()));
    }

    /** Asks the citizen for a rating. */
    static byte[] open(int address) {
        return frame(address, CONTROL, OPEN_EVALUATION);
    }

    /** Lights {@code stars}, 0 to 5, lamps. */
    static byte[] stars(int address, int stars) {
        return frame(address, SHOW, stars);
    }

    /** Shows a number of at most six digits, padded with blanks on the left. */
    static byte[] number(int address, String digits) {
        int[] data = new int[DIGITS];
        int blanks = DIGITS - digits.length();
        for (int i = 0; i < DIGITS; i++) {
            data[i] = i < blanks ? BLANK : digits.charAt(i - blanks) - '0';
        }
        return frame(address, SHOW, data);
    }

    static byte[] beep(int address) {
        return frame(address, BEEP);
    }

    private static byte[] frame(int address, int function, int... data) {
        int body = 2 + data.length;
        byte[] frame = new byte[HEADER_BYTES + body + TRAILER_BYTES];
        int[] head = {START, MARK, body, body, MARK, address, function};
        for (int i = 0; i < head.length; i++) {
            frame[i] = (byte) head[i];
        }
        for (int i = 0; i < data.length; i++) {
            frame[head.length + i] = (byte) data[i];
        }
        frame[frame.length - 2] = (byte) sum(frame, HEADER_BYTES, body);
        frame[frame.length - 1] = (byte) END;
        return frame;
    }

    private static int sum(byte[] bytes, int from, int count) {
        int sum = 0;
        for (int i = from; i < from + count; i++) {
            sum += bytes[i];
        }
        return sum & 0xFF;
    }

    private static int at(byte[] bytes, int index) {
        return bytes[index] & 0xFF;
    }
}
