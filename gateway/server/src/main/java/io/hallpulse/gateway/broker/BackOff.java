package io.hallpulse.gateway.broker;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait before the next attempt: twice as long at most after each, and any part of that, so that a crowd spreads out. */
final class BackOff {
    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration LAST = Duration.ofSeconds(30);

    private final RandomGenerator random;
    private Duration ceiling = FIRST;

    BackOff(RandomGenerator random) {
        this.random = random;
    }

    Duration next() {
        Duration wait = Duration.ofMillis(random.nextLong(ceiling.toMillis() + 1));
        Duration doubled = ceiling.multipliedBy(2);
        ceiling = doubled.compareTo(LAST) > 0 ? LAST : doubled;
        return wait;
    }

    /** The last connection was a good one. */
    void reset() {
        ceiling = FIRST;
    }
}
