package io.hallpulse.agent.clock;

import java.time.Instant;

/**
 * One moment on the terminal's clocks.
 *
 * @param wall wall time as read, right or wrong
 * @param monoMillis milliseconds since the kernel's boot
 * @param synced whether the wall clock was synced
 */
public record Moment(Instant wall, long monoMillis, boolean synced) {
    /** The moment so long before this one. */
    public Moment minusMillis(long millis) {
        return new Moment(wall.minusMillis(millis), monoMillis - millis, synced);
    }
}
