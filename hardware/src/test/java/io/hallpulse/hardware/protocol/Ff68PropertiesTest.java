package io.hallpulse.hardware.protocol;

import java.util.Random;
import org.jspecify.annotations.Nullable;

class Ff68PropertiesTest extends CodecProperties {
    @Override
    Codec codec() {
        return new Ff68Codec();
    }

    @Override
    byte[] keyFrame(Random random) {
        int address = random.nextInt(256);
        int key = random.nextInt(4);
        int sum = (address + 0x11 + key) & 0xFF;
        return new byte[] {(byte) 0xFF, 0x68, 3, 3, 0x68, (byte) address, 0x11, (byte) key, (byte) sum, 0x16};
    }

    @Override
    @Nullable
    Found judge(byte[] stream, int offset) {
        int rest = stream.length - offset;
        if (rest < 9 || at(stream, offset) != 0xFF || at(stream, offset + 1) != 0x68) {
            return null;
        }
        int length = at(stream, offset + 2);
        if (length < 2
                || length > 32
                || rest < length + 7
                || at(stream, offset + 3) != length
                || at(stream, offset + 4) != 0x68
                || at(stream, offset + length + 6) != 0x16) {
            return null;
        }
        int sum = 0;
        for (int i = 0; i < length; i++) {
            sum += at(stream, offset + 5 + i);
        }
        if (sum % 256 != at(stream, offset + length + 5)) {
            return null;
        }
        boolean key = length == 3 && at(stream, offset + 6) == 0x11;
        return new Found(
                offset, length + 7, key ? new MeterKey(at(stream, offset + 5), "" + at(stream, offset + 7)) : null);
    }

    private static int at(byte[] stream, int offset) {
        return Byte.toUnsignedInt(stream[offset]);
    }
}
