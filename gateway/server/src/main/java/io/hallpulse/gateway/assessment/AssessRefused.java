package io.hallpulse.gateway.assessment;

import io.hallpulse.domain.directory.Text;

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
    private final String zh;

    /** One that is told in English alone. */
    public AssessRefused(Reason reason, String message) {
        this(reason, new Text("", message));
    }

    /** One that people read on a page. */
    AssessRefused(Reason reason, Text text) {
        super(text.en());
        this.reason = reason;
        this.zh = text.zh();
    }

    /** The line in both languages; the Chinese one is empty where it is told in English alone. */
    public Text text() {
        return new Text(zh, String.valueOf(getMessage()));
    }

    /** What kind of refusal it is, which says how others hear of it. */
    public Reason reason() {
        return reason;
    }
}
