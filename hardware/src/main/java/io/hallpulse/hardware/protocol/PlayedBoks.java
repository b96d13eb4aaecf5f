package io.hallpulse.hardware.protocol;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A played Boks response box: keys 1 to 4. A press that the host does not wait for is kept for the next request. */
final class PlayedBoks implements PlayedMeter {
    private static final byte[] IDENTITY = "0.1.0dev.boks        ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SERIAL_ID = "played".getBytes(StandardCharsets.US_ASCII);

    private final PolledKeys presses = new PolledKeys();
    private boolean polled;

    @Override
    public boolean hasKey(String key) {
        return PlayedMeter.isNumber(key, 1, 4);
    }

    @Override
    public byte[] press(String key) {
        presses.press(Integer.parseInt(key));
        return answerPress();
    }

    private byte[] answerPress() {
        int key = polled ? presses.take() : 0;
        if (key == 0) {
            return NOTHING;
        }
        polled = false;
        return new byte[] {(byte) key};
    }

    @Override
    public byte[] receive(byte[] bytes, Consumer<String> seen) {
        List<byte[]> replies = new ArrayList<>();
        for (byte command : bytes) {
            replies.add(obey(command, seen));
        }
        return PlayedMeter.joined(replies);
    }

    @Override
    public int waiting() {
        return presses.waiting();
    }

    private byte[] obey(byte command, Consumer<String> seen) {
        switch (command) {
            case 0x01 -> polled = false;
            case 0x02 -> {
                return IDENTITY;
            }
            case 0x03 -> {
                polled = true;
                return answerPress();
            }
            case 0x06 -> {
                return new byte[] {state()};
            }
            case 0x12 -> seen.accept("lamp on");
            case 0x13 -> seen.accept("lamp off");
            case 0x15 -> {
                return SERIAL_ID;
            }
            default -> seen.accept("unknown " + command);
        }
        return NOTHING;
    }

    private byte state() {
        int down = presses.poll();
        return down == 0 ? 0 : (byte) (1 << down - 1);
    }
}
