package io.hallpulse.hardware.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.jspecify.annotations.Nullable;

class StxPropertiesTest extends CodecProperties {
    @Override
    Codec codec() {
        return new StxCodec(ProtocolSettings.Stx.DEFAULT);
    }

    @Override
    byte[] keyFrame(Random random) {
        byte[] data =
                "%02d%02d".formatted(random.nextInt(100), random.nextInt(100)).getBytes(StandardCharsets.US_ASCII);
        int bcc = data[0] ^ data[1] ^ data[2] ^ data[3] ^ 3;
        return new byte[] {2, data[0], data[1], data[2], data[3], 3, (byte) bcc};
    }

    @Override
    @Nullable
    Found judge(byte[] stream, int offset) {
        if (stream[offset] != 2) {
            return null;
        }
        int bcc = 0;
        for (int i = offset + 1; i < Math.min(stream.length, offset + 34); i++) {
            bcc ^= stream[i];
            if (stream[i] == 3) {
                if (i + 1 == stream.length || (bcc & 0xFF) != (stream[i + 1] & 0xFF)) {
                    return null;
                }
                String data = new String(stream, offset + 1, i - offset - 1, StandardCharsets.US_ASCII);
                boolean key = data.matches("\\d\\d..+");
                return new Found(
                        offset,
                        i + 2 - offset,
                        key ? new MeterKey(Integer.parseInt(data.substring(0, 2)), data.substring(2, 4)) : null);
            }
            if (stream[i] < ' ' || stream[i] > '~') {
                return null;
            }
        }
        return null;
    }
}
