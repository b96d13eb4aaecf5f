package io.hallpulse.gateway.ingest;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Messages between the link's callbacks and the ingest thread. It holds at most twice what the broker may deliver unacknowledged; half of
 * that is beyond the reach of messages that need no acknowledgement. A callback waits where it is full, and with it the connection, so
 * that the broker keeps what follows: Mosquitto 2.0.11 delivers all that it has queued once the first acknowledgement comes. Any thread.
 */
public final class Inbox {
    /** How many messages the broker may deliver before the first is acknowledged: MQTT's receive maximum. */
    public static final int RECEIVE_MAXIMUM = 256;

    /** As long as ingest may say nothing before it counts as hanging. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Delivery> waiting = new ArrayDeque<>();
    private boolean closed;

    /**
     * Puts a message in; waits for room, ten seconds at most, if the broker waits for its acknowledgement.
     *
     * @return false where there is no room; its terminal will send it again
     */
    public boolean offer(Delivery delivery, boolean acknowledged) {
        int room = acknowledged ? 2 * RECEIVE_MAXIMUM : RECEIVE_MAXIMUM;
        lock.lock();
        try {
            if (acknowledged) {
                awaitBelow(room);
            }
            if (closed || waiting.size() >= room) {
                return false;
            }
            waiting.add(delivery);
            changed.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void awaitBelow(int room) {
        try {
            for (long nanos = PATIENCE.toNanos(); nanos > 0 && !closed && waiting.size() >= room; ) {
                nanos = changed.awaitNanos(nanos);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Drops what was delivered over a connection that ends: its terminals send it again. */
    public void clear() {
        lock.lock();
        try {
            waiting.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Ends the waiting; what is in stays in. */
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** All that waits, the gateway's own probes left out and acknowledged; at least one message unless the time is up or the inbox is closed, at most about so many bytes. */
    List<Delivery> take(Duration patience, int maxBytes) throws InterruptedException {
        List<Delivery> taken = new ArrayList<>();
        List<Delivery> probes = new ArrayList<>();
        lock.lock();
        try {
            for (long nanos = patience.toNanos(); nanos > 0 && waiting.isEmpty() && !closed; ) {
                nanos = changed.awaitNanos(nanos);
            }
            int bytes = 0;
            while (!closed && !waiting.isEmpty() && bytes < maxBytes) {
                Delivery next = waiting.remove();
                bytes += next.payload().length;
                (next.probe() ? probes : taken).add(next);
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        probes.forEach(probe -> probe.acknowledgement().run());
        return taken;
    }

    /** Whether nothing waits for the ingest thread. */
    public boolean isEmpty() {
        lock.lock();
        try {
            return waiting.isEmpty();
        } finally {
            lock.unlock();
        }
    }
}
