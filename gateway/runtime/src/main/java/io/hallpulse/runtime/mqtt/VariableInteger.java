package io.hallpulse.runtime.mqtt;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** MQTT's variable byte integer: seven bits a byte, the lowest first, four bytes at most. */
final class VariableInteger {
    static final int MOST_BYTES = 4;
    private static final int MORE = 0x80;
    private static final int BITS = 7;

    private VariableInteger() {}

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException where it is longer
     * @throws java.nio.BufferUnderflowException where it has no end
     */
    static int read(ByteBuffer from) {
        int value = 0;
        for (int i = 0; i < MOST_BYTES; i++) {
            int next = from.get();
            value |= (next & ~MORE & 0xFF) << BITS * i;
            if ((next & MORE) == 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("a length of more than four bytes");
    }

    static byte[] bytes(int value) {
        byte[] bytes = new byte[MOST_BYTES];
        int count = 0;
        int left = value;
        do {
            bytes[count++] = (byte) (left & ~MORE & 0xFF | (left >> BITS > 0 ? MORE : 0));
            left >>= BITS;
        } while (left > 0);
        return Arrays.copyOf(bytes, count);
    }
}
