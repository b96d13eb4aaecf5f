package io.hallpulse.gateway.store;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was last heard of a terminal.
 *
 * @param state of its last status, null before the first
 * @param heardMillis when any message of it came last
 * @param waitingSinceMillis since when it has presses that the gateway has not, null where it has none
 * @param stopped whether its last status was the goodbye of a clean stop, and not the will of one that vanished
 * @param windows ids of the windows that its last status with inputs named
 */
public record TerminalState(
        @Nullable String state,
        long heardMillis,
        @Nullable Long waitingSinceMillis,
        boolean stopped,
        Set<String> windows) {
    public TerminalState {
        windows = Set.copyOf(windows);
    }

    TerminalState received(long millis) {
        return new TerminalState(state, Math.max(heardMillis, millis), waitingSinceMillis, stopped, windows);
    }
}
