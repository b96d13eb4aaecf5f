package io.hallpulse.hardware.gpio;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * All keys of one panel, from samples to presses. A press is held back while another key of the panel is perhaps on its way
 * down too, since two keys at once are no rating. Pure; for one thread.
 */
final class Keys {
    /** A decided press. */
    record Press(String key, boolean simultaneous) {}

    /** A key that is down for so long is jammed, or leaned on. */
    static final long STUCK_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final List<String> names;
    private final Debouncer[] debouncers;
    private final long[] downSinceNanos;
    private final int mostHeldSamples;
    private final List<String> held = new ArrayList<>();
    private int heldSamples;

    /**
     * @param names of the keys, in the order of their samples
     * @param top samples of a stable level that decide
     * @param closed the first sample of each key
     */
    Keys(List<String> names, int top, boolean[] closed, long nowNanos) {
        this.names = names;
        this.mostHeldSamples = 2 * top;
        this.debouncers = new Debouncer[names.size()];
        this.downSinceNanos = new long[names.size()];
        for (int i = 0; i < debouncers.length; i++) {
            debouncers[i] = new Debouncer(top, closed[i]);
            downSinceNanos[i] = nowNanos;
        }
    }

    /** Takes the next sample of each key and says which presses are now certain. */
    List<Press> sample(boolean[] closed, long nowNanos) {
        boolean rising = false;
        for (int i = 0; i < debouncers.length; i++) {
            if (debouncers[i].sample(closed[i])) {
                downSinceNanos[i] = nowNanos;
                held.add(names.get(i));
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

    /** The first key that is down for over 30 s, or null. */
    @Nullable
    String stuck(long nowNanos) {
        for (int i = 0; i < debouncers.length; i++) {
            if (debouncers[i].isDown() && nowNanos - downSinceNanos[i] > STUCK_NANOS) {
                return names.get(i);
            }
        }
        return null;
    }
}
