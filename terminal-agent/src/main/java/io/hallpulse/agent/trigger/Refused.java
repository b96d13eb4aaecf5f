package io.hallpulse.agent.trigger;

/** A request that is answered with a problem: what is wrong, and the mend, in one line. */
final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;

    Refused(int status, String title) {
        super(title);
        this.status = status;
    }

    int status() {
        return status;
    }
}
