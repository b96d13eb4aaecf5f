package io.hallpulse.agent.outbox;

import io.hallpulse.contract.message.Anchor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The health of the outbox, for the terminal's status.
 *
 * @param anchor of this boot, once the clock was synced and it is stored
 * @param refused presses that could not be stored, ever
 * @param freeBytes on the disk where the outbox lives, as of the last check, a second ago at most
 * @param faults one line each for a technician: presses that cannot be stored or were set aside, a disk that fills up
 */
public record OutboxHealth(@Nullable Anchor anchor, long refused, long freeBytes, List<String> faults) {
    public OutboxHealth {
        faults = List.copyOf(faults);
    }
}
