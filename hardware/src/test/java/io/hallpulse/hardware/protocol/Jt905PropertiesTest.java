package io.hallpulse.hardware.protocol;

import java.util.Random;
import org.jspecify.annotations.Nullable;

class Jt905PropertiesTest extends CodecProperties {
    private static final int COMMAND = 0x0011;
    private static final int OFFSET = 1;

    @Override
    Codec codec() {
        return new Jt905Codec(new ProtocolSettings.Jt905(COMMAND, OFFSET));
    }

    @Override
    byte[] keyFrame(Random random) {
        int data = 2 + random.nextInt(6);
        byte[] frame = new byte[11 + data];
        random.nextBytes(frame);
        byte[] head = {0x55, (byte) 0xAA, 0, (byte) (4 + data)};
        System.arraycopy(head, 0, frame, 0, 4);
        frame[6] = COMMAND >> 8;
        frame[7] = COMMAND;
        int xor = 0;
        for (int i = 2; i < 8 + data; i++) {
            xor ^= frame[i];
        }
        frame[8 + data] = (byte) xor;
        frame[9 + data] = 0x55;
        frame[10 + data] = (byte) 0xAA;
        return frame;
    }

    @Override
    @Nullable
    Found judge(byte[] stream, int offset) {
        if (stream.length - offset < 11 || at(stream, offset) != 0x55 || at(stream, offset + 1) != 0xAA) {
            return null;
        }
        int body = at(stream, offset + 2) * 256 + at(stream, offset + 3);
        int end = offset + 4 + body;
        if (body < 4
                || body > 64
                || end + 3 > stream.length
                || at(stream, end + 1) != 0x55
                || at(stream, end + 2) != 0xAA) {
            return null;
        }
        int xor = 0;
        for (int i = offset + 2; i < end; i++) {
            xor ^= at(stream, i);
        }
        if (xor != at(stream, end)) {
            return null;
        }
        boolean key = at(stream, offset + 6) * 256 + at(stream, offset + 7) == COMMAND && body > 4 + OFFSET;
        return new Found(
                offset,
                body + 7,
                key ? new MeterKey(at(stream, offset + 4), "" + at(stream, offset + 8 + OFFSET)) : null);
    }

    private static int at(byte[] stream, int offset) {
        return Byte.toUnsignedInt(stream[offset]);
    }
}
