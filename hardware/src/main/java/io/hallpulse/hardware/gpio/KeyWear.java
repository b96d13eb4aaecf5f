package io.hallpulse.hardware.gpio;

import java.util.concurrent.TimeUnit;

/** The wear of one key's contact, by its bounces and its use. Pure; for one thread. */
final class KeyWear {
    /** A key that is down for so long is jammed, or leaned on. */
    static final long STUCK_NANOS = TimeUnit.SECONDS.toNanos(30);

    static final long PERIOD_NANOS = TimeUnit.SECONDS.toNanos(10);
    /** Nobody presses 8 times a second for 10 s; even then a good contact makes fewer edges. */
    static final int MOST_EDGES = 200;
    /** So many presses of its neighbours make it strange that it was never needed. */
    static final int ENOUGH_OTHERS = 20;

    private final long deadAfterNanos;
    private boolean closed;
    private int edges;
    private int edgesBefore;
    private long periodNanos;
    private long usedNanos;
    private int othersSince;

    /** @param deadAfterNanos 0 for never */
    KeyWear(boolean closed, long deadAfterNanos, long nowNanos) {
        this.closed = closed;
        this.deadAfterNanos = deadAfterNanos;
        this.periodNanos = nowNanos;
        this.usedNanos = nowNanos;
    }

    void sample(boolean closedNow, long nowNanos) {
        if (nowNanos - periodNanos >= PERIOD_NANOS) {
            periodNanos = nowNanos;
            edgesBefore = edges;
            edges = 0;
        }
        if (closedNow != closed) {
            closed = closedNow;
            edges++;
        }
    }

    void pressed(long nowNanos) {
        usedNanos = nowNanos;
        othersSince = 0;
    }

    void otherPressed() {
        othersSince++;
    }

    boolean isStuck(boolean down, long nowNanos) {
        return down && nowNanos - usedNanos > STUCK_NANOS;
    }

    boolean isChattering() {
        return Math.max(edges, edgesBefore) > MOST_EDGES;
    }

    boolean isDead(long nowNanos) {
        return deadAfterNanos > 0 && othersSince >= ENOUGH_OTHERS && nowNanos - usedNanos > deadAfterNanos;
    }

    /** When its verdict may change without a sample that differs; {@link Long#MAX_VALUE} for never. */
    long nextVerdictNanos(boolean down, long nowNanos) {
        long next = Long.MAX_VALUE;
        if (down && !isStuck(true, nowNanos)) {
            next = usedNanos + STUCK_NANOS + 1;
        }
        if (isChattering()) {
            next = Math.min(next, periodNanos + PERIOD_NANOS);
        }
        if (deadAfterNanos > 0 && othersSince >= ENOUGH_OTHERS && !isDead(nowNanos)) {
            next = Math.min(next, usedNanos + deadAfterNanos + 1);
        }
        return next;
    }
}
