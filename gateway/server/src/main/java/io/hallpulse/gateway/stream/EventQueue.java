package io.hallpulse.gateway.stream;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Events that one client has still to take. One that falls behind is told so, in place of all that it missed. The streams' thread. */
final class EventQueue implements Pending {
    static final int MOST = 256;
    private static final byte[] MISSED = "event: missed\ndata: {}\n\n".getBytes(StandardCharsets.US_ASCII);

    private final @Nullable String hall;
    private final Deque<byte[]> waiting = new ArrayDeque<>();
    private int beats;

    /** @param hall of which it hears, null for all */
    EventQueue(@Nullable String hall) {
        this.hall = hall;
        waiting.add(OPENING);
    }

    /** @param of a hall, empty for what is the gateway's own */
    boolean hears(String of) {
        return hall == null || of.isEmpty() || hall.equals(of);
    }

    void offer(byte[] event) {
        if (waiting.size() >= MOST) {
            waiting.clear();
            waiting.add(MISSED);
        }
        waiting.add(event);
    }

    /** How often something was sent only to see whether it is still there. */
    int beat(byte[] event) {
        offer(event);
        return ++beats;
    }

    @Override
    public byte @Nullable [] take() {
        return waiting.poll();
    }
}
