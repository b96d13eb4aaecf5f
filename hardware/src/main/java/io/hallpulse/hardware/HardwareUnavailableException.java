package io.hallpulse.hardware;

/** This machine lacks what an input needs, so that waiting would not help. The message is one line: what, where, the mend. */
public final class HardwareUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public HardwareUnavailableException(String message) {
        super(message);
    }
}
