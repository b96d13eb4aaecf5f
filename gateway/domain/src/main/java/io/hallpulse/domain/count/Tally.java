package io.hallpulse.domain.count;

import io.hallpulse.domain.time.EventTime;

/**
 * How many presses were counted, or by how many that changes.
 *
 * @param late those of {@code n} that are {@link EventTime#isLate late}
 */
public record Tally(long n, long late) {
    public static final Tally ZERO = new Tally(0, 0);

    /** One press, times {@code n}. */
    public static Tally of(EventTime eventTime, long receivedMillis, long n) {
        return new Tally(n, eventTime.isLate(receivedMillis) ? n : 0);
    }

    public Tally plus(Tally other) {
        return new Tally(n + other.n, late + other.late);
    }

    /** What adds up to zero with it. */
    public Tally negated() {
        return new Tally(-n, -late);
    }
}
