package io.hallpulse.runtime.program;

/** The exit codes of both programs. */
public final class ExitCode {
    public static final int FINE = 0;
    public static final int FAILED = 1;
    /** Of the command line or of the configuration. */
    public static final int BAD_USAGE = 2;
    /** As Java's own -XX:+ExitOnOutOfMemoryError. */
    public static final int OUT_OF_MEMORY = 3;

    private ExitCode() {}
}
