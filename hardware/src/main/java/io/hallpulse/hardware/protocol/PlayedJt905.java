package io.hallpulse.hardware.protocol;

import java.util.HexFormat;
import java.util.function.Consumer;

/** A played evaluator of the JT/T 905 family: keys are decimal numbers. */
final class PlayedJt905 implements PlayedMeter {
    private final ProtocolSettings.Jt905 settings;
    private final int device;

    PlayedJt905(ProtocolSettings.Jt905 settings, int device) {
        this.settings = settings;
        this.device = device;
    }

    @Override
    public boolean hasKey(String key) {
        return PlayedMeter.isNumber(key, 0, 255);
    }

    @Override
    public byte[] press(String key) {
        int body = 4 + settings.offset() + 1;
        byte[] frame = new byte[body + 7];
        frame[0] = 0x55;
        frame[1] = (byte) 0xAA;
        frame[3] = (byte) body;
        frame[4] = (byte) device;
        frame[6] = (byte) (settings.command() >> 8);
        frame[7] = (byte) settings.command();
        frame[8 + settings.offset()] = (byte) Integer.parseInt(key);
        for (int i = 2; i < body + 4; i++) {
            frame[body + 4] ^= frame[i];
        }
        frame[body + 5] = 0x55;
        frame[body + 6] = (byte) 0xAA;
        return frame;
    }

    @Override
    public byte[] receive(byte[] bytes, Consumer<String> seen) {
        seen.accept("heard " + HexFormat.of().formatHex(bytes));
        return NOTHING;
    }
}
