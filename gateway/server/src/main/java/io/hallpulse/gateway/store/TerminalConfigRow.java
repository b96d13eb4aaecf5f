package io.hallpulse.gateway.store;

import io.hallpulse.contract.TerminalId;
import io.hallpulse.domain.record.Actor;
import org.jspecify.annotations.Nullable;

/**
 * A version of the file that a terminal is wanted to run on.
 *
 * @param version 1, 2, 3 ... of its terminal
 * @param by who wanted it
 * @param action {@code apply} or {@code rollback}; null where it came down with the certificate
 * @param command by which it is sent, null likewise
 * @param applied whether the terminal runs on it, or gave it up; null where that is not known yet
 * @param error why it was given up, else null
 */
public record TerminalConfigRow(
        TerminalId terminal,
        long version,
        String config,
        Actor by,
        long atMillis,
        @Nullable String action,
        @Nullable String command,
        @Nullable Boolean applied,
        @Nullable String error) {
    /** Whether the terminal has yet to say what became of it. */
    public boolean isOpen() {
        return command != null && applied == null;
    }
}
