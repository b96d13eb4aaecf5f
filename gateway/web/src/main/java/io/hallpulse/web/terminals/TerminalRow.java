package io.hallpulse.web.terminals;

import io.hallpulse.web.Words;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A terminal in the list.
 *
 * @param windows that it serves, with their names
 * @param age since it was last heard of, null where it never was
 * @param waiting presses that the gateway has not, null where nobody knows
 * @param stored presses in its outbox, ever
 * @param clockSynced whether it knows the time, null where it has not said
 * @param faults its own and its inputs', a line each
 * @param diskFree bytes, null where it has not said
 * @param agent version of its program
 */
public record TerminalRow(
        String hall,
        String terminal,
        List<Window> windows,
        Condition condition,
        @Nullable Duration age,
        @Nullable Long waiting,
        long stored,
        @Nullable Boolean clockSynced,
        List<String> faults,
        @Nullable Long diskFree,
        @Nullable String agent) {
    public TerminalRow {
        windows = List.copyOf(windows);
        faults = List.copyOf(faults);
    }

    /** A window by its number and its name. */
    public record Window(String id, String zh, String en) {
        /** Number and name, the number alone where the directory does not know it. */
        public String text(Words t) {
            String name = t.of(zh, en);
            return name.isEmpty() ? id : id + " " + name;
        }
    }

    /** Its name among all terminals. */
    public String key() {
        return hall + "/" + terminal;
    }

    /** The name of the row's class, by which it stands out. */
    public String tone() {
        return switch (condition) {
            case FAULT, OFFLINE -> "attention";
            case BEHIND -> "warning";
            case NEVER, ONLINE -> "";
        };
    }
}
