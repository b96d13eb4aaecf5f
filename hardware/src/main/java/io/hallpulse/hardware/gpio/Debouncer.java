package io.hallpulse.hardware.gpio;

/**
 * Decides from samples of a bouncing contact when a key is down: an integrator that counts up while the contact is closed and
 * down while it is open, and changes its mind only at either end. A chatter shorter than twice the debounce time therefore
 * yields exactly one press, and a spike shorter than the debounce time none. Pure; for one thread.
 */
final class Debouncer {
    private final int top;
    private int level;
    private boolean down;

    /**
     * @param top samples of a stable level that decide
     * @param closed the contact's first sample: a key that is down already was not pressed under our eyes
     */
    Debouncer(int top, boolean closed) {
        this.top = top;
        this.level = closed ? top : 0;
        this.down = closed;
    }

    /** Takes the next sample; true when it decides that the key was pressed. */
    boolean sample(boolean closed) {
        level = Math.max(0, Math.min(top, level + (closed ? 1 : -1)));
        if (!down && level == top) {
            down = true;
            return true;
        }
        if (down && level == 0) {
            down = false;
        }
        return false;
    }

    boolean isDown() {
        return down;
    }

    /** Not down, but perhaps about to be. */
    boolean isRising() {
        return !down && level > 0;
    }

    /** Whether its mind is made up: it changes only once the contact does. */
    boolean isSettled() {
        return level == 0 || level == top;
    }
}
