package io.hallpulse.gateway.duty;

/** Somebody cannot sign in there; one line says why, and the mend. */
public final class DutyRefused extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String field;

    DutyRefused(String field, String message) {
        super(message);
        this.field = field;
    }

    /** What is wrong: {@code window} or {@code staff}. */
    public String field() {
        return field;
    }
}
