package io.hallpulse.hardware;

/** A listener for the presses of a device. */
@FunctionalInterface
public interface KeyListener {
    /** Called on the device's own thread, which serves its wire: hand over and return at once, never block, never throw. */
    void onKey(KeyPress press);
}
