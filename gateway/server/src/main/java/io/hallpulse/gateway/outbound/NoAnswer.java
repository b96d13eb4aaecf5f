package io.hallpulse.gateway.outbound;

/** A server elsewhere did not answer, for a reason in one line; what was sent may have arrived. */
public final class NoAnswer extends Exception {
    private static final long serialVersionUID = 1L;

    NoAnswer(String reason) {
        super(reason);
    }

    /** Why, in one line. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
