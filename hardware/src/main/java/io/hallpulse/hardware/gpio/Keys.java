package io.hallpulse.hardware.gpio;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All keys of one panel, from samples to presses. A press is held back while another key of the panel is perhaps on its way
 * down too, since two keys at once are no rating. Pure; for one thread.
 */
final class Keys {
    /** A decided press. */
    record Press(String key, boolean simultaneous) {}

    private final String panel;
    private final List<String> names;
    private final Debouncer[] debouncers;
    private final KeyWear[] wear;
    private final int mostHeldSamples;
    private final List<String> held = new ArrayList<>();
    private int heldSamples;

    /**
     * @param panel that they are of
     * @param names of the keys, in the order of their samples
     * @param top samples of a stable level that decide
     * @param deadAfterNanos when a key is strange that nobody uses, 0 for never
     * @param closed the first sample of each key
     */
    Keys(String panel, List<String> names, int top, long deadAfterNanos, boolean[] closed, long nowNanos) {
        this.panel = panel;
        this.names = names;
        this.mostHeldSamples = 2 * top;
        this.debouncers = new Debouncer[names.size()];
        this.wear = new KeyWear[names.size()];
        for (int i = 0; i < debouncers.length; i++) {
            debouncers[i] = new Debouncer(top, closed[i]);
            wear[i] = new KeyWear(closed[i], deadAfterNanos, nowNanos);
        }
    }

    /** Takes the next sample of each key and returns the presses that are now certain. */
    List<Press> sample(boolean[] closed, long nowNanos) {
        boolean rising = false;
        for (int i = 0; i < debouncers.length; i++) {
            wear[i].sample(closed[i], nowNanos);
            if (debouncers[i].sample(closed[i])) {
                pressed(i, nowNanos);
            }
            rising |= debouncers[i].isRising();
        }
        if (held.isEmpty() || (rising && heldSamples++ < mostHeldSamples)) {
            return List.of();
        }
        boolean simultaneous = held.size() > 1;
        List<Press> presses =
                held.stream().map(key -> new Press(key, simultaneous)).toList();
        held.clear();
        heldSamples = 0;
        return presses;
    }

    private void pressed(int key, long nowNanos) {
        held.add(names.get(key));
        for (int i = 0; i < wear.length; i++) {
            if (i == key) {
                wear[i].pressed(nowNanos);
            } else {
                wear[i].otherPressed();
            }
        }
    }

    /** Whether anything is undecided, so that the next sample matters although no level changes. */
    boolean isMoving() {
        if (!held.isEmpty()) {
            return true;
        }
        for (Debouncer debouncer : debouncers) {
            if (!debouncer.isSettled()) {
                return true;
            }
        }
        return false;
    }

    /** When {@link #fault} may change while no level does; {@link Long#MAX_VALUE} for never. */
    long nextVerdictNanos(long nowNanos) {
        long next = Long.MAX_VALUE;
        for (int i = 0; i < wear.length; i++) {
            next = Math.min(next, wear[i].nextVerdictNanos(debouncers[i].isDown(), nowNanos));
        }
        return next;
    }

    /** What is wrong with the first bad key, and the mend; null when all are well. */
    @Nullable
    String fault(long nowNanos) {
        for (int i = 0; i < wear.length; i++) {
            if (wear[i].isStuck(debouncers[i].isDown(), nowNanos)) {
                return KeyFault.STUCK.line(panel, names.get(i));
            }
            if (wear[i].isChattering()) {
                return KeyFault.CHATTERING.line(panel, names.get(i));
            }
            if (wear[i].isDead(nowNanos)) {
                return KeyFault.DEAD.line(panel, names.get(i));
            }
        }
        return null;
    }
}
