package io.hallpulse.gateway.auth;

/** A change of people that is refused; its message is one line with the mend. */
public final class PeopleRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Why. */
    public enum Reason {
        NAME,
        PASSWORD,
        ROLES,
        TOGETHER,
        TIES,
        KNOWN,
        UNKNOWN,
        IN_FILE,
        LAST_OPERATOR
    }

    private final Reason reason;

    PeopleRefused(Reason reason, String line) {
        super(line);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
