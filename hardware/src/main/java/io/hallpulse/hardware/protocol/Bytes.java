package io.hallpulse.hardware.protocol;

/** Unsigned bytes. */
final class Bytes {
    private Bytes() {}

    static int at(byte[] bytes, int index) {
        return bytes[index] & 0xFF;
    }

    /** Bytes of the low eight bits of each value. */
    static byte[] of(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    static int sum(byte[] bytes, int from, int to) {
        int sum = 0;
        for (int i = from; i < to; i++) {
            sum += bytes[i];
        }
        return sum & 0xFF;
    }

    static int xor(byte[] bytes, int from, int to) {
        int xor = 0;
        for (int i = from; i < to; i++) {
            xor ^= bytes[i];
        }
        return xor & 0xFF;
    }
}
