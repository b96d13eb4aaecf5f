package io.hallpulse.agent.clock;

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
}
