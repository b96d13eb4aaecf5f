package io.hallpulse.gateway.directory;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.hallpulse.domain.directory.DirectoryTable;
import io.hallpulse.domain.directory.Halls;
import io.hallpulse.domain.directory.TableImport;
import io.hallpulse.domain.directory.TableImport.FileRow;
import io.hallpulse.domain.directory.TableImport.Outcome;
import io.hallpulse.domain.record.Actor;
import io.hallpulse.gateway.fault.Fault;
import io.hallpulse.runtime.program.OperationFailed;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;

/**
 * A request of the command {@code gateway directory}: a file of rows for a table, done in the gateway that runs or, where none runs, in the
 * command itself.
 *
 * @param user of the machine, who ran the command
 * @param table its word, such as {@code units}
 * @param file its bytes in Base64
 * @param preview whether nothing is saved
 * @param skip whether rows that have faults are left out; else one fault refuses the file
 */
public record DirectoryRequest(String user, String table, String file, boolean preview, boolean skip) {
    /** What the gateway's control socket calls these requests. */
    public static final String CONTROL = "directory";

    /** Of a file: as JSON it fits a line of the socket. */
    public static final int MOST_BYTES = 128 * 1024;

    /** As many as a line of the socket has room for. */
    private static final int MOST_FAULTS = 200;

    /** What became of the file. */
    @JsonPropertyOrder({"saved", "counts", "faults"})
    record Imported(boolean saved, Map<String, Long> counts, List<FaultyRow> faults) {}

    /** A row with a fault, and the mend. */
    @JsonPropertyOrder({"row", "mend"})
    record FaultyRow(int row, String mend) {}

    /** The table of that word, of those that take a file. */
    public static DirectoryTable table(String word) {
        return DirectoryTable.ofWord(word)
                .filter(table -> table != DirectoryTable.NOTICES)
                .orElseThrow(() -> new IllegalArgumentException("the directory has no table '" + word
                        + "'; use halls, windows, departments, categories, staff, calendar, units, posts or leagues"));
    }

    /** Of a file's bytes. */
    public static DirectoryRequest of(String user, String table, byte[] file, boolean preview, boolean skip) {
        return new DirectoryRequest(user, table, Base64.getEncoder().encodeToString(file), preview, skip);
    }

    /**
     * Does it.
     *
     * @return what the command prints as JSON
     * @throws OperationFailed with one line, where the file cannot be read or the database fails
     */
    public Object answer(Directory directory) throws InterruptedException {
        DirectoryTable into = table(table);
        String text = text(into);
        Halls seen = directory.current();
        TableImport read = TableImport.of(into, seen, text);
        boolean saved = !preview && (skip || read.count(Outcome.FAULT) == 0);
        if (saved) {
            try {
                directory
                        .change(
                                Actor.command(user),
                                before -> before.equals(seen)
                                        ? read.after()
                                        : TableImport.of(into, before, text).after())
                        .get();
            } catch (ExecutionException e) {
                throw new OperationFailed(
                        "nothing is changed: " + Fault.oneLine(e.getCause() == null ? e : e.getCause()), e);
            }
        }
        Map<String, Long> counts = new LinkedHashMap<>();
        for (Outcome outcome : Outcome.values()) {
            counts.put(outcome.word(), read.count(outcome));
        }
        return new Imported(
                saved,
                counts,
                read.rows().stream()
                        .filter(row -> row.fault() != null)
                        .limit(MOST_FAULTS)
                        .map(DirectoryRequest::faulty)
                        .toList());
    }

    private static FaultyRow faulty(FileRow row) {
        return new FaultyRow(
                row.number(), String.valueOf(Objects.requireNonNull(row.fault()).getMessage()));
    }

    private String text(DirectoryTable into) {
        try {
            return ImportFile.of(into, Base64.getDecoder().decode(file)).text();
        } catch (ImportFile.Unreadable e) {
            throw new OperationFailed((e.line() > 0 ? "line " + e.line() + ": " : "") + e.getMessage(), e);
        }
    }
}
