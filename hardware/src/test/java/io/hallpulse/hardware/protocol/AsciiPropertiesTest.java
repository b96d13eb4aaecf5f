package io.hallpulse.hardware.protocol;

import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

class AsciiPropertiesTest extends CodecProperties {
    private static final String KEYS = "12345";

    @Override
    Codec codec() {
        return new AsciiCodec(
                new ProtocolSettings.Ascii(List.of(KEYS.split("")), ProtocolSettings.Ascii.Terminator.CRLF));
    }

    @Override
    byte[] keyFrame(Random random) {
        return new byte[] {(byte) KEYS.charAt(random.nextInt(KEYS.length())), '\r', '\n'};
    }

    @Override
    @Nullable
    Found judge(byte[] stream, int offset) {
        if (offset + 2 >= stream.length || stream[offset + 1] != '\r' || stream[offset + 2] != '\n') {
            return null;
        }
        String key = String.valueOf((char) stream[offset]);
        return KEYS.contains(key) ? new Found(offset, 3, new MeterKey(MeterKey.NO_ADDRESS, key)) : null;
    }
}
