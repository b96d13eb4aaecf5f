package io.hallpulse.gateway.event;

import io.hallpulse.contract.TerminalId;
import io.hallpulse.domain.press.PressState;
import org.jspecify.annotations.Nullable;

/** Something that happened in a hall, or to the gateway. */
public sealed interface Event {
    /** The hall that it happened in, empty where it is the gateway's own. */
    String hall();

    /**
     * A terminal says something else of itself than before.
     *
     * @param state {@code online} or {@code offline}
     */
    record TerminalChanged(TerminalId terminal, String state) implements Event {
        @Override
        public String hall() {
            return terminal.hall();
        }
    }

    /**
     * Presses were stored.
     *
     * @param window null where the hall has no such window, or nobody could read which it was
     * @param outcome what they are to the count
     * @param n how many
     */
    record Pressed(TerminalId terminal, @Nullable String window, PressState outcome, int n) implements Event {
        @Override
        public String hall() {
            return terminal.hall();
        }
    }

    /**
     * An alarm opened or closed.
     *
     * @param state {@code open} or {@code closed}
     * @param open how many are open now, in all halls
     */
    record AlarmChanged(String hall, long id, String kind, String state, int open) implements Event {}
}
