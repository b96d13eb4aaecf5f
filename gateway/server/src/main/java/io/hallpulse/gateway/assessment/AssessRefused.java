package io.hallpulse.gateway.assessment;

/** Why something is not done in an assessment, in one line with the mend. Nothing is changed then. */
public final class AssessRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** What kind of refusal. */
    public enum Reason {
        /** There is no such scheme, round or fact. */
        UNKNOWN,
        /** This person may not. */
        NOT_ALLOWED,
        /** It does not fit what is so at this moment. */
        NOT_NOW,
        /** What was sent is not as it should be. */
        WRONG
    }

    private final Reason reason;

    public AssessRefused(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
