package io.hallpulse.hardware.gpio;

/** Pins that cannot be had now. The message is one line: what, where, the mend. */
final class PinsUnavailable extends Exception {
    private static final long serialVersionUID = 1L;

    PinsUnavailable(String message) {
        super(message);
    }
}
