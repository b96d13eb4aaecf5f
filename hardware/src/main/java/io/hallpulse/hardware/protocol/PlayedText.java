package io.hallpulse.hardware.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A played keypad that sends text and is hardly ever answered: ascii and stx. */
final class PlayedText implements PlayedMeter {
    private static final byte STX = 0x02;
    private static final byte ETX = 0x03;

    private final Predicate<String> keys;
    private final Function<String, byte[]> frames;

    private final @Nullable String acknowledgement;

    private PlayedText(Predicate<String> keys, Function<String, byte[]> frames, @Nullable String acknowledgement) {
        this.keys = keys;
        this.frames = frames;
        this.acknowledgement = acknowledgement == null ? null : acknowledgement.toLowerCase(Locale.ROOT);
    }

    static PlayedMeter ascii(ProtocolSettings.Ascii settings) {
        return new PlayedText(
                settings.keys()::contains,
                key -> (key + settings.terminator().text()).getBytes(StandardCharsets.US_ASCII),
                null);
    }

    static PlayedMeter stx(ProtocolSettings.Stx settings, int address) {
        return new PlayedText(
                key -> key.matches("[ -~]{1," + settings.keyLength() + "}"),
                key -> stxFrame(settings, address, key),
                settings.acknowledgement());
    }

    private static byte[] stxFrame(ProtocolSettings.Stx settings, int address, String key) {
        int length = Math.max(settings.addressAt() + settings.addressLength(), settings.keyAt() + settings.keyLength());
        byte[] frame = new byte[length + 3];
        Arrays.fill(frame, (byte) '0');
        frame[0] = STX;
        put(frame, settings.addressAt(), settings.addressLength(), Integer.toString(address));
        put(frame, settings.keyAt(), settings.keyLength(), key);
        frame[length + 1] = ETX;
        int from = settings.cover() == ProtocolSettings.Stx.Cover.STX_DATA_ETX ? 0 : 1;
        int to = settings.cover() == ProtocolSettings.Stx.Cover.DATA ? length + 1 : length + 2;
        int sum = 0;
        int xor = 0;
        for (int i = from; i < to; i++) {
            sum += frame[i];
            xor ^= frame[i];
        }
        frame[length + 2] = (byte)
                switch (settings.check()) {
                    case XOR -> xor;
                    case SUM -> sum;
                    case TWOS_COMPLEMENT -> -sum;
                };
        return frame;
    }

    /** Puts text into data at the right of its place, which is filled with zeros. */
    private static void put(byte[] frame, int at, int length, String text) {
        byte[] letters = text.getBytes(StandardCharsets.US_ASCII);
        int used = Math.min(length, letters.length);
        System.arraycopy(letters, letters.length - used, frame, 1 + at + length - used, used);
    }

    @Override
    public boolean hasKey(String key) {
        return keys.test(key);
    }

    @Override
    public byte[] press(String key) {
        return frames.apply(key);
    }

    @Override
    public byte[] receive(byte[] bytes, Consumer<String> seen) {
        seen.accept("heard " + HexFormat.of().formatHex(bytes));
        return NOTHING;
    }

    @Override
    public @Nullable String acknowledgement(String key) {
        return acknowledgement;
    }
}
