package io.hallpulse.hardware.protocol;

import static io.hallpulse.hardware.protocol.Bytes.at;

import java.util.Arrays;

/**
 * Modbus RTU on the wire: requests of the host, and how a reply differs from noise. CRC-16 with polynomial A001, begun at FFFF,
 * low byte first, over everything before it. After the Modbus Application Protocol 1.1b3 and Serial Line 1.02.
 */
public final class Modbus {
    public static final int READ_INPUTS = 0x02;
    public static final int READ_REGISTERS = 0x03;
    public static final int WRITE_COIL = 0x05;
    public static final int WRITE_REGISTER = 0x06;
    static final int REFUSED = 0x80;
    private static final int COIL_ON = 0xFF00;
    private static final int REFUSAL_BYTES = 5;
    private static final int REPLY_OVERHEAD = 5;

    private Modbus() {}

    /** A request with two numbers, which all that we use have: where, and how many or what. */
    public static byte[] request(int slave, int function, int where, int what) {
        return withCrc(Bytes.of(slave, function, where >> 8, where, what >> 8, what));
    }

    /** A frame: the bytes and their CRC. */
    public static byte[] withCrc(byte[] content) {
        byte[] frame = Arrays.copyOf(content, content.length + 2);
        int crc = crc(content, 0, content.length);
        frame[content.length] = (byte) crc;
        frame[content.length + 1] = (byte) (crc >> 8);
        return frame;
    }

    /** The framing by which a slave recognizes requests: those that are eight bytes long. */
    public static Framing requests() {
        return new Requests();
    }

    private record Requests() implements Framing {
        private static final int BYTES = 8;

        @Override
        public FrameMatch match(byte[] bytes, int from, int to) {
            if (to - from < BYTES) {
                return FrameMatch.UNFINISHED;
            }
            return isIntact(bytes, from, BYTES) ? new FrameMatch.Frame(BYTES) : FrameMatch.NOISE;
        }

        @Override
        public int longestFrame() {
            return BYTES;
        }
    }

    private static boolean isIntact(byte[] bytes, int from, int length) {
        int crc = at(bytes, from + length - 2) | at(bytes, from + length - 1) << 8;
        return crc == crc(bytes, from, from + length - 2);
    }

    static byte[] writeCoil(int slave, int coil, boolean on) {
        return request(slave, WRITE_COIL, coil, on ? COIL_ON : 0);
    }

    /** What stands at {@code bytes[from]} as a reply to this request: its values, its echo, or its refusal. */
    static FrameMatch reply(byte[] request, byte[] bytes, int from, int to) {
        if (bytes[from] != request[0]) {
            return FrameMatch.NOISE;
        }
        if (to - from < 3) {
            return to - from > 1 && !isAnswer(request, at(bytes, from + 1)) ? FrameMatch.NOISE : FrameMatch.UNFINISHED;
        }
        int function = at(bytes, from + 1);
        if (!isAnswer(request, function)) {
            return FrameMatch.NOISE;
        }
        int length = REFUSAL_BYTES;
        if (function < REFUSED) {
            boolean write = function == WRITE_COIL || function == WRITE_REGISTER;
            int values = write ? 0 : valueBytes(request);
            length = write ? request.length : REPLY_OVERHEAD + values;
            if (!write && at(bytes, from + 2) != values) {
                return FrameMatch.BAD_LENGTH;
            }
        }
        if (to - from < length) {
            return FrameMatch.UNFINISHED;
        }
        return isIntact(bytes, from, length) ? new FrameMatch.Frame(length) : FrameMatch.BAD_CHECKSUM;
    }

    private static boolean isAnswer(byte[] request, int function) {
        return (function & ~REFUSED) == at(request, 1);
    }

    private static int valueBytes(byte[] request) {
        int count = at(request, 4) << 8 | at(request, 5);
        return at(request, 1) == READ_INPUTS ? (count + 7) / 8 : count * 2;
    }

    private static int crc(byte[] bytes, int from, int to) {
        int crc = 0xFFFF;
        for (int i = from; i < to; i++) {
            crc ^= at(bytes, i);
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 1) == 0 ? crc >> 1 : crc >> 1 ^ 0xA001;
            }
        }
        return crc;
    }
}
