package io.hallpulse.contract.message;

/** A message without a readable envelope; the text is the reason, in one line. */
public final class UnreadableMessage extends Exception {
    private static final long serialVersionUID = 1L;

    public UnreadableMessage(String reason) {
        super(reason);
    }
}
