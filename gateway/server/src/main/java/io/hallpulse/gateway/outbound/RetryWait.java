package io.hallpulse.gateway.outbound;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait after each failure: doubling up to some minutes, and half of it by chance, since a receiver has many gateways. One thread. */
public final class RetryWait {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final RandomGenerator random;
    private int failures;

    public RetryWait(RandomGenerator random) {
        this.random = random;
    }

    /** It failed once more. */
    public Duration failed() {
        long ceiling = Math.min(FIRST.toMillis() << Math.min(failures, 20), LONGEST.toMillis());
        failures++;
        return Duration.ofMillis(ceiling / 2 + random.nextLong(ceiling / 2 + 1));
    }

    /** It went well. */
    public void over() {
        failures = 0;
    }
}
