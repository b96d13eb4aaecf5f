package io.hallpulse.agent.clock;

import java.time.Instant;
import java.util.Optional;

/** The clocks of the terminal, from which the agent reads all time. Any thread. */
public interface TerminalClock {
    /** Now, on the scale of {@link System#nanoTime()}. */
    long nanos();

    /** That moment, {@code nanos} on the scale of {@link #nanos()}, on all clocks; best taken soon after it. */
    Moment momentOf(long nanos);

    /** The kernel's boot, 16 hex digits. */
    String boot();

    /** This moment on all clocks. */
    default Moment now() {
        return momentOf(nanos());
    }

    /** The wall time, empty while nothing keeps it right. */
    default Optional<Instant> syncedTime() {
        Moment now = now();
        return now.synced() ? Optional.of(now.wall()) : Optional.empty();
    }
}
