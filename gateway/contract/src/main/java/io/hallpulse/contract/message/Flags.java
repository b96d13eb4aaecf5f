package io.hallpulse.contract.message;

/** The words that {@link Press#flags()} may hold. The set is open: a reader keeps words that it does not know. */
public final class Flags {
    /** Inside the response interval of a press that counts. */
    public static final String REPEAT = "repeat";
    /** At a triggered window without an open session. */
    public static final String UNSOLICITED = "unsolicited";
    /** A key that the map does not name. */
    public static final String UNMAPPED = "unmapped";
    /** Two keys at once. */
    public static final String SIMULTANEOUS = "simultaneous";
    /** The session ended by a restart of the terminal. */
    public static final String INTERRUPTED = "interrupted";
    /** Derived by a gateway, and sent by nobody: the terminal called its clock synced, and its time was not believed. */
    public static final String CLOCK_DOUBT = "clock-doubt";

    private Flags() {}
}
