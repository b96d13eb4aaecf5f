package io.hallpulse.domain.press;

import io.hallpulse.domain.time.BootRow;
import org.jspecify.annotations.Nullable;

/**
 * A run of a terminal.
 *
 * @param bootId 0 while no press named its boot
 * @param low the lowest seq that its outbox still held, as last heard
 * @param next one above the highest seq that its terminal said it has, or that came in
 * @param before the last believed reading of its boot's clocks when its first press came
 * @param afterMillis when its terminal last told all its runs and this was none of them, milliseconds since 1970
 * @param waits whether presses from low to next are missing
 */
public record RunRow(
        long id,
        long terminalId,
        String run,
        long bootId,
        long low,
        long next,
        BootRow.@Nullable Reading before,
        @Nullable Long afterMillis,
        boolean waits) {
    public RunRow withSpan(long newLow, long newNext) {
        return new RunRow(id, terminalId, run, bootId, newLow, newNext, before, afterMillis, waits);
    }

    public RunRow withBoot(long newBootId) {
        return new RunRow(id, terminalId, run, newBootId, low, next, before, afterMillis, waits);
    }

    public RunRow withBefore(BootRow.@Nullable Reading reading) {
        return new RunRow(id, terminalId, run, bootId, low, next, reading, afterMillis, waits);
    }

    public RunRow withWaits(boolean missing) {
        return new RunRow(id, terminalId, run, bootId, low, next, before, afterMillis, missing);
    }
}
