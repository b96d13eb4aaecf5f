package io.hallpulse.gateway.broker;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The check whether a connection to the broker still delivers: the gateway sends itself a message every five seconds, and where neither its echo nor
 * any commit came for ten, the connection is deaf, whatever the sockets say. A commit counts too, since in a storm the echo waits behind
 * all that the broker has. Any thread.
 */
final class Probe {
    static final Duration EVERY = Duration.ofSeconds(5);
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private long sentNanos;
    private long aliveNanos;
    private boolean proven;

    /** Of a connection that was made just now. */
    Probe(long nowNanos) {
        sentNanos = nowNanos - EVERY.toNanos();
        aliveNanos = nowNanos;
    }

    /** Whether a message is to be sent now; it is taken for sent. */
    synchronized boolean isDue(long nowNanos) {
        if (nowNanos - sentNanos < EVERY.toNanos()) {
            return false;
        }
        sentNanos = nowNanos;
        return true;
    }

    /** An echo came to the ingest thread, or something was committed that this connection brought. */
    synchronized void alive(long nowNanos) {
        aliveNanos = nowNanos;
        proven = true;
    }

    /** Messages wait for the ingest thread, so it is not the connection that is slow. */
    synchronized void excused(long nowNanos) {
        aliveNanos = nowNanos;
    }

    /** Whether anything ever came of it. */
    synchronized boolean isProven() {
        return proven;
    }

    synchronized boolean isDeaf(long nowNanos) {
        return nowNanos - aliveNanos > PATIENCE.toNanos();
    }

    static String line() {
        return "no message of this gateway to itself came back for "
                + TimeUnit.NANOSECONDS.toSeconds(PATIENCE.toNanos()) + " s; connecting anew";
    }
}
