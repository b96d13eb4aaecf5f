package io.hallpulse.contract.message;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A {@code presses} message as it came in: its envelope was readable, each press may be valid or not.
 *
 * @param boot the run's boot, empty where the message named none
 * @param low the lowest seq still in the agent's outbox, never above the first press's
 * @param presses at least one
 */
public record ReceivedPresses(
        String run, String boot, long low, @Nullable Anchor anchor, List<Item> presses) {
    /** A press as it came in. */
    public sealed interface Item {
        long seq();
    }

    /** A press that says what the contract wants it to say. */
    public record Valid(Press press) implements Item {
        @Override
        public long seq() {
            return press.seq();
        }
    }

    /**
     * A press that does not.
     *
     * @param reason what is wrong, in one line
     * @param raw its JSON as received, at most 4096 characters
     */
    public record Invalid(long seq, String reason, String raw) implements Item {}
}
