package io.hallpulse.hardware;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The condition of an input.
 *
 * @param state whether presses can come through
 * @param fault one line for a technician (what, where, the mend), null when the state is {@link State#OK}
 * @param counters names (lower camel case, such as {@code frames}, {@code presses}, {@code badChecksum}, {@code reconnects}) to counts since the start
 * @param lastKey the raw code of the newest press, null before the first
 */
public record InputHealth(
        State state,
        @Nullable String fault,
        Map<String, Long> counters,
        @Nullable String lastKey) {
    /** Whether presses can come through. */
    public enum State {
        /** Works as far as the input knows. */
        OK,
        /** Presses come, but something needs a technician: a stuck key, bytes without a valid frame. */
        DEGRADED,
        /** No press can come: the cable is pulled, the chip cannot be opened. */
        FAULT
    }

    public InputHealth {
        if ((state == State.OK) != (fault == null)) {
            throw new IllegalArgumentException("a fault line goes with every state but OK: " + state + ", " + fault);
        }
        counters = java.util.Collections.unmodifiableMap(new TreeMap<>(Objects.requireNonNull(counters)));
    }
}
