package io.hallpulse.agent.uplink;

/** The connection to the broker cannot be made, or has ended. The message is one line. */
final class LinkDown extends Exception {
    private static final long serialVersionUID = 1L;

    LinkDown(String oneLine) {
        super(oneLine);
    }
}
