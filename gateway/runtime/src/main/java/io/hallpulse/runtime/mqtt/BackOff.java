package io.hallpulse.runtime.mqtt;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next connection: exponential from 250 ms to 30 s with full jitter, so that a hall's terminals do not all
 * come back in the same moment; from the beginning again after a connection that was stable for a minute. For one thread.
 */
public final class BackOff {
    private static final long FIRST_MILLIS = 250;
    private static final long LONGEST_MILLIS = Duration.ofSeconds(30).toMillis();
    private static final Duration STABLE = Duration.ofSeconds(60);

    private final RandomGenerator random;
    private long ceilingMillis = FIRST_MILLIS;

    public BackOff(RandomGenerator random) {
        this.random = random;
    }

    /** The milliseconds to wait, now that a connection has ended or never came about. */
    public long waitMillisAfter(Duration lasted) {
        if (lasted.compareTo(STABLE) >= 0) {
            ceilingMillis = FIRST_MILLIS;
        }
        long waitMillis = random.nextLong(ceilingMillis + 1);
        ceilingMillis = Math.min(2 * ceilingMillis, LONGEST_MILLIS);
        return waitMillis;
    }
}
