package io.hallpulse.gateway.enrolment;

/** Nobody is let in, or nothing is changed; its message says in one line why. */
public final class EnrolmentRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Why, for those who answer with a code. */
    public enum Reason {
        /** The code is no code of this gateway, was used, or has expired; or the request was refused. */
        CODE,
        /** Too many wrong codes came; to be tried again. */
        LATER,
        /** There is no such request or terminal. */
        UNKNOWN,
        /** What was asked makes no sense, or not any more. */
        UNFIT
    }

    private final Reason reason;

    EnrolmentRefused(Reason reason, String why) {
        super(why);
        this.reason = reason;
    }

    /** The gateway has no listener for it. */
    public static EnrolmentRefused off() {
        return new EnrolmentRefused(
                Reason.UNFIT,
                "this gateway lets no terminal enrol; say enrolment: {listen: \"0.0.0.0:8444\"} in gateway.yaml");
    }

    public Reason reason() {
        return reason;
    }
}
