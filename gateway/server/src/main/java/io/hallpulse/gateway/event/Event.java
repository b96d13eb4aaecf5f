package io.hallpulse.gateway.event;

import io.hallpulse.contract.TerminalId;
import io.hallpulse.domain.press.PressState;
import org.jspecify.annotations.Nullable;

/** Something that happened in a hall. */
public sealed interface Event {
    /** The terminal that it happened at. */
    TerminalId terminal();

    /**
     * A terminal says something else of itself than before.
     *
     * @param state {@code online} or {@code offline}
     */
    record TerminalChanged(TerminalId terminal, String state) implements Event {}

    /**
     * Presses were stored.
     *
     * @param window null where the hall has no such window, or nobody could read which it was
     * @param outcome what they are to the count
     * @param n how many
     */
    record Pressed(TerminalId terminal, @Nullable String window, PressState outcome, int n) implements Event {}
}
