package io.hallpulse.hardware.protocol;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A meter that is played: pure, bytes in and bytes out. For one thread. */
public interface PlayedMeter {
    byte[] NOTHING = {};

    /** Whether the meter has this key. Any thread. */
    boolean hasKey(String key);

    /** A key goes down and up. The bytes that are sent at once; empty when the meter waits to be polled. */
    byte[] press(String key);

    /** Takes bytes of the host. Returns the reply; what a person at the meter would notice goes to {@code seen}. */
    byte[] receive(byte[] bytes, Consumer<String> seen);

    /**
     * How the host acknowledges a key: in the words of {@code seen} with a semicolon after them, or in hex where raw bytes were received;
     * null where nobody waits for it.
     */
    default @Nullable String acknowledgement(String key) {
        return null;
    }

    /** Presses that no host has polled yet. */
    default int waiting() {
        return 0;
    }

    /** The bytes of all replies, one after the other. */
    static byte[] joined(List<byte[]> replies) {
        byte[] joined =
                new byte[replies.stream().mapToInt(reply -> reply.length).sum()];
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
