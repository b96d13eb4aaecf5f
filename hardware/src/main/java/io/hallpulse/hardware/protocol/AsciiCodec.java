package io.hallpulse.hardware.protocol;

import java.nio.charset.StandardCharsets;

/** One character for each key, and what follows it. Without a terminator any noise that looks like a key is one. */
final class AsciiCodec implements Codec {
    private final String keys;
    private final byte[] terminator;

    AsciiCodec(ProtocolSettings.Ascii settings) {
        this.keys = String.join("", settings.keys());
        this.terminator = settings.terminator().text().getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public int longestFrame() {
        return 1 + terminator.length;
    }

    @Override
    public FrameMatch match(byte[] bytes, int from, int to) {
        if (keys.indexOf(bytes[from]) < 0) {
            return FrameMatch.NOISE;
        }
        for (int i = 0; i < terminator.length; i++) {
            int at = from + 1 + i;
            if (at == to) {
                return FrameMatch.UNFINISHED;
            }
            if (bytes[at] != terminator[i]) {
                return FrameMatch.BAD_END;
            }
        }
        return new FrameMatch.Frame(1 + terminator.length);
    }

    @Override
    public MeterKey key(byte[] frame) {
        return new MeterKey(MeterKey.NO_ADDRESS, String.valueOf((char) frame[0]));
    }
}
