package io.hallpulse.gateway.alarm;

/** What was wanted of an alarm cannot be done, in one line. */
public final class AlarmRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean unknown;

    AlarmRefused(boolean unknown, String line) {
        super(line);
        this.unknown = unknown;
    }

    /** Whether there is no such alarm. */
    public boolean isUnknown() {
        return unknown;
    }
}
