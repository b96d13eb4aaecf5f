package io.hallpulse.gateway.broker;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Messages on their way out. A newer one takes the place of one of its kind that is not out yet, and when there are too many
 * the oldest goes: acks are asked for again, scores come again. Any thread.
 */
final class Outgoing {
    private static final int MOST = 20_000;

    private final Map<String, Message> waiting = new LinkedHashMap<>();

    /**
     * A message.
     *
     * @param kind messages of one kind replace each other
     * @param expirySeconds 0 for never
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Message(String kind, String topic, byte[] payload, int qos, boolean retained, long expirySeconds) {}

    synchronized void put(Message message) {
        waiting.put(message.kind(), message);
        if (waiting.size() > MOST) {
            Iterator<String> oldest = waiting.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
        notifyAll();
    }

    /** The oldest, or null where none came in that time or {@link #wake} was called. */
    synchronized @Nullable Message take(Duration patience) throws InterruptedException {
        if (waiting.isEmpty()) {
            wait(patience.toMillis());
        }
        Iterator<Message> oldest = waiting.values().iterator();
        if (!oldest.hasNext()) {
            return null;
        }
        Message message = oldest.next();
        oldest.remove();
        return message;
    }

    /** Ends a waiting {@link #take}. */
    synchronized void wake() {
        notifyAll();
    }

    /** What was meant for a connection that is gone. */
    synchronized void clear() {
        waiting.clear();
    }
}
