package io.hallpulse.gateway.enrolment;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** At most so many wrong codes a second, whoever tries: 40 bits are out of reach of a guesser then. Any thread. */
final class WrongCodes {
    private static final int MOST_A_SECOND = 10;

    private final LongSupplier nanos;
    private long second = Long.MIN_VALUE;
    private int wrong;

    /** @param nanos a clock that never steps */
    WrongCodes(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Whether one more code may be looked at now. */
    synchronized boolean mayTry() {
        return second != now() || wrong < MOST_A_SECOND;
    }

    synchronized void wrong() {
        long now = now();
        if (second != now) {
            second = now;
            wrong = 0;
        }
        wrong++;
    }

    private long now() {
        return TimeUnit.NANOSECONDS.toSeconds(nanos.getAsLong());
    }
}
