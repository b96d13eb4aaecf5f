package io.hallpulse.agent.outbox;

import io.hallpulse.contract.message.RunSpan;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/**
 * What became of this terminal's presses, as {@code terminal-agent outbox} prints it.
 *
 * @param runs all runs, oldest first; {@code low} equals {@code next} where no press of the run is held any more
 * @param held presses in the outbox, acknowledged or not
 * @param stored presses ever stored in it
 * @param refused presses that could not be stored, ever
 */
public record OutboxAccount(List<RunSpan> runs, long held, long stored, long refused) {
    /** Reads the account beside a running agent, or without one. @param folder the configuration's {@code data} */
    public static OutboxAccount read(Path folder) throws IOException, SQLException {
        List<RunSpan> runs = List.of();
        if (new OutboxFile(folder).exists()) {
            try (OutboxReader reader = new OutboxReader(folder, () -> 0)) {
                runs = reader.spans();
            }
        }
        long held = runs.stream().mapToLong(span -> span.next() - span.low()).sum();
        long stored = runs.stream().mapToLong(span -> span.next() - 1).sum();
        return new OutboxAccount(runs, held, stored, Notebook.refusedIn(folder));
    }
}
