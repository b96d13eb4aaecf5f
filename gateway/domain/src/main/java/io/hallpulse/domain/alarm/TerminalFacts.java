package io.hallpulse.domain.alarm;

import io.hallpulse.contract.TerminalId;
import io.hallpulse.contract.message.Status.InputStatus;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a terminal.
 *
 * @param online what its last status said
 * @param stopped whether that was the goodbye of a clean stop
 * @param heardMillis when any message of it came last
 * @param waitingSinceMillis since when it has presses that the gateway has not, null where it has none
 * @param windows that it serves
 * @param clockUnset whether it says that its clock is not set
 * @param diskFree bytes, null where it does not say
 * @param faults of the terminal itself, a line each
 * @param refused presses that it could not store, ever
 * @param gap presses that it no longer holds and that never came
 */
public record TerminalFacts(
        TerminalId terminal,
        boolean online,
        boolean stopped,
        long heardMillis,
        @Nullable Long waitingSinceMillis,
        Set<String> windows,
        boolean clockUnset,
        @Nullable Long diskFree,
        List<InputStatus> inputs,
        List<String> faults,
        long refused,
        long gap,
        long conflict,
        long invalid) {
    public TerminalFacts {
        windows = Set.copyOf(windows);
        inputs = List.copyOf(inputs);
        faults = List.copyOf(faults);
    }
}
