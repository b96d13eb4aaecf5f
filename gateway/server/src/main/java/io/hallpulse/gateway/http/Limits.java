package io.hallpulse.gateway.http;

import java.time.Duration;

/**
 * The limits of the HTTP face, beyond which it refuses.
 *
 * @param connections open at once; more wait in the kernel's queue
 * @param streams of scores open at once; one more is answered 503
 * @param writeDeadline a stream that takes nothing for so long is dropped
 * @param headerTime whole seconds in which a request's header has come whole
 * @param bodyTime in which a request's body has come whole; one that has not is answered 408
 * @param bodyBytes of all bodies that are in memory at once; one more is answered 503
 */
public record Limits(
        int connections, int streams, Duration writeDeadline, Duration headerTime, Duration bodyTime, int bodyBytes) {
    /** For a small box: more screens and phones than a hall has. */
    public static final Limits SMALL_BOX = new Limits(
            3000, 2000, Duration.ofSeconds(10), Duration.ofSeconds(20), Duration.ofSeconds(20), 8 * 1024 * 1024);

    public Limits {
        if (connections < 1
                || streams < 1
                || writeDeadline.isNegative()
                || writeDeadline.isZero()
                || headerTime.toSeconds() < 1
                || bodyTime.isNegative()
                || bodyTime.isZero()
                || bodyBytes < 1) {
            throw new IllegalArgumentException("limits are above zero");
        }
    }
}
