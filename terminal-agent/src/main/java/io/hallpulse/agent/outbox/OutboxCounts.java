package io.hallpulse.agent.outbox;

import io.hallpulse.contract.message.RunSpan;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/**
 * The counts of this terminal's presses, as {@code terminal-agent outbox} prints it.
 *
 * @param runs all runs, oldest first; {@code low} equals {@code next} where no press of the run is held any more
 * @param held presses in the outbox, acknowledged or not
 * @param stored presses ever stored, in files that were set aside too
 * @param refused presses that could not be stored, ever
 */
public record OutboxCounts(List<RunSpan> runs, long held, long stored, long refused) {
    /**
     * Reads the account beside a running agent, or without one.
     *
     * @param folder the configuration's {@code data}
     * @throws SQLException with one line, where the outbox cannot be read
     */
    public static OutboxCounts read(Path folder) throws IOException, SQLException {
        List<RunSpan> runs = List.of();
        if (new OutboxFile(folder).exists()) {
            try (OutboxReader reader = new OutboxReader(folder, () -> 0, file -> {})) {
                runs = reader.spans();
            } catch (SQLException e) {
                String mend =
                        OutboxFile.isCorrupt(e) ? "; start the agent, which keeps the file and begins a new one" : "";
                throw new SQLException("the outbox in " + folder + " cannot be read: " + e.getMessage() + mend, e);
            }
        }
        Notebook.Counts counts = Notebook.counts(folder);
        long held = runs.stream().mapToLong(span -> span.next() - span.low()).sum();
        long stored = runs.stream().mapToLong(span -> span.next() - 1).sum();
        return new OutboxCounts(runs, held, stored + counts.storedElsewhere(), counts.refused());
    }
}
