package io.hallpulse.hardware.protocol;

import io.hallpulse.hardware.health.Counters;
import java.util.HexFormat;
import java.util.function.Consumer;

/** A played ff68 evaluator: keys 0 to 3. */
final class PlayedFf68 implements PlayedMeter {
    private static final int ADDRESS_AT = 5;
    private static final int FUNCTION_AT = 6;
    private static final int DATA_AT = 7;

    private final int address;
    private final FrameScanner scanner = new FrameScanner(new Ff68Codec(), new Counters());

    PlayedFf68(int address) {
        this.address = address;
    }

    @Override
    public boolean hasKey(String key) {
        return PlayedMeter.isNumber(key, 0, 255);
    }

    @Override
    public byte[] press(String key) {
        int data = Integer.parseInt(key);
        int sum = address + 0x11 + data;
        return new byte[] {(byte) 0xFF, 0x68, 3, 3, 0x68, (byte) address, 0x11, (byte) data, (byte) sum, 0x16};
    }

    @Override
    public byte[] receive(byte[] bytes, Consumer<String> seen) {
        scanner.bytes(bytes, 0, frame -> {
            if ((frame[ADDRESS_AT] & 0xFF) == address) {
                seen.accept(shown(frame));
            }
        });
        return NOTHING;
    }

    @Override
    public String acknowledgement(String key) {
        return "acknowledged " + Integer.parseInt(key) + ";";
    }

    private static String shown(byte[] frame) {
        int length = frame[2];
        int data = length > 2 ? frame[DATA_AT] : 0;
        return switch (frame[FUNCTION_AT]) {
            case 0x01 -> data == 0x0B ? "open" : "acknowledged " + data;
            case 0x02 -> length == 3 ? "stars " + data : "number " + digits(frame);
            case 0x03 -> "beep";
            default -> "unknown " + HexFormat.of().formatHex(frame);
        };
    }

    private static String digits(byte[] frame) {
        StringBuilder digits = new StringBuilder();
        for (int i = DATA_AT; i < frame.length - 2; i++) {
            if (frame[i] != 0x0A) {
                digits.append(frame[i]);
            }
        }
        return digits.toString();
    }
}
