package io.hallpulse.gateway.score;

import io.hallpulse.gateway.store.TerminalState;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The health of a window: whether what is shown of it can be believed.
 *
 * @param stale whether one of its terminals is silent, or has presses waiting, for too long; one that is offline with nothing
 *     waiting was replaced, renamed or tried out, and does not outweigh a live one
 * @param paused whether all of them stopped cleanly with nothing waiting: nobody serves there now
 * @param ageSeconds since one of them last sent a message, null where none ever did
 */
record WindowHealth(boolean stale, boolean paused, @Nullable Long ageSeconds) {
    private static final String OFFLINE = "offline";

    /** No terminal ever named the window. */
    static final WindowHealth UNKNOWN = new WindowHealth(false, false, null);

    /** Nobody knows what time it is. */
    static final WindowHealth TIMELESS = new WindowHealth(true, false, null);

    /** The health of each window that the last status of one of these terminals named. */
    static Map<String, WindowHealth> of(Collection<TerminalState> terminals, long nowMillis, Duration staleAfter) {
        Map<String, WindowHealth> windows = new HashMap<>();
        Set<String> live = new HashSet<>();
        for (TerminalState terminal : terminals) {
            if (isLive(terminal, nowMillis, staleAfter.toMillis())) {
                live.addAll(terminal.windows());
            }
        }
        for (TerminalState terminal : terminals) {
            WindowHealth health = of(terminal, nowMillis, staleAfter.toMillis());
            for (String window : terminal.windows()) {
                if (!(hasLeft(terminal) && live.contains(window))) {
                    windows.merge(window, health, WindowHealth::and);
                }
            }
        }
        return windows;
    }

    private static boolean isLive(TerminalState terminal, long nowMillis, long limitMillis) {
        return !OFFLINE.equals(terminal.state()) && nowMillis - terminal.heardMillis() <= limitMillis;
    }

    /** Offline with nothing waiting: no press of the window can be missing with it. */
    private static boolean hasLeft(TerminalState terminal) {
        return OFFLINE.equals(terminal.state()) && terminal.waitingSinceMillis() == null;
    }

    private static WindowHealth of(TerminalState terminal, long nowMillis, long limitMillis) {
        long silent = Math.max(0, nowMillis - terminal.heardMillis());
        Long waitingSince = terminal.waitingSinceMillis();
        boolean waits = waitingSince != null && nowMillis - waitingSince > limitMillis;
        return new WindowHealth(silent > limitMillis || waits, terminal.stopped() && hasLeft(terminal), silent / 1000);
    }

    private static WindowHealth and(WindowHealth one, WindowHealth other) {
        Long age = one.ageSeconds;
        Long otherAge = other.ageSeconds;
        Long least = age == null || otherAge == null ? null : Long.valueOf(Math.min(age, otherAge));
        return new WindowHealth(one.stale || other.stale, one.paused && other.paused, least);
    }
}
