package io.hallpulse.hardware.gpio;

/** The sleep of the scanner, until a level changes or it is woken: the kernel's poll, or a test's own. */
interface Bell extends AutoCloseable {
    /**
     * Sleeps until that time has passed, until {@link #ring}, or, where {@code edges} is set, until a level of a line changed.
     * May return early for no reason. The scanner's thread only.
     *
     * @param nanos none or less: only clears what rang
     */
    void await(long nanos, boolean edges);

    /** Ends the sleep, or the next one. Any thread. */
    void ring();

    @Override
    void close();
}
