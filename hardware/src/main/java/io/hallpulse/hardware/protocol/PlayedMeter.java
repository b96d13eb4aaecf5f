package io.hallpulse.hardware.protocol;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a meter does: pure, bytes in and bytes out. For one thread. */
public interface PlayedMeter {
    byte[] NOTHING = {};

    /** Whether the meter has this key. Any thread. */
    boolean hasKey(String key);

    /** A key goes down and up. The bytes that are sent at once; empty when the meter waits to be asked. */
    byte[] press(String key);

    /** The host spoke. The bytes that answer it; what a person at the meter would see or hear of it goes to {@code seen}. */
    byte[] hear(byte[] bytes, Consumer<String> seen);

    /**
     * How the host acknowledges a key: in the words of {@code seen} with a semicolon after them, or in hex where raw bytes were heard;
     * null where nobody waits for it.
     */
    default @Nullable String acknowledgement(String key) {
        return null;
    }

    /** Presses that no host has asked for yet. */
    default int waiting() {
        return 0;
    }

    /** The bytes of all replies, one after the other. */
    static byte[] joined(List<byte[]> replies) {
        byte[] joined = new byte[replies.stream().mapToInt(reply -> reply.length).sum()];
        int at = 0;
        for (byte[] reply : replies) {
            System.arraycopy(reply, 0, joined, at, reply.length);
            at += reply.length;
        }
        return joined;
    }

    /** Whether a key is a number from {@code least} to {@code most}. */
    static boolean isNumber(String key, int least, int most) {
        return key.matches("[0-9]{1,5}") && Integer.parseInt(key) >= least && Integer.parseInt(key) <= most;
    }
}
