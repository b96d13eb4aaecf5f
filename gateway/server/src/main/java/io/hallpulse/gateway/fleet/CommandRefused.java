package io.hallpulse.gateway.fleet;

/** Nothing is sent or kept; its message says in one line why. */
public final class CommandRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Why, for those who answer with a code. */
    public enum Reason {
        /** Nobody ever heard of the terminal. */
        UNKNOWN,
        /** The terminal is not connected. */
        AWAY,
        /** It was changed meanwhile. */
        CHANGED,
        /** What was asked makes no sense. */
        UNFIT
    }

    private final Reason reason;

    CommandRefused(Reason reason, String why) {
        super(why);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
