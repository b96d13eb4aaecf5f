package io.hallpulse.gateway.assessment;

import io.hallpulse.domain.assessment.fact.FactValue;
import io.hallpulse.domain.assessment.figure.Fraction;
import io.hallpulse.domain.assessment.ranking.Ticket;
import io.hallpulse.domain.directory.Csv;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Facts of a ledger, or of any source by their value in JSON, as lines of CSV. The first line names the columns.
 *
 * @param digest SHA-256 of the text, by which the same file is known again
 */
public record FactFile(List<Row> rows, String digest) {
    /** The columns that a file may have; source, subject and day have to be there, and item or value. */
    public static final List<String> COLUMNS = List.of("source", "subject", "day", "item", "points", "proof", "value");

    /** As many are in one file at most; a preview shows each. */
    static final int MOST = 10_000;

    public FactFile {
        rows = List.copyOf(rows);
    }

    /**
     * A line below the first.
     *
     * @param number 2 for the first of them, as long as no line is blank
     * @param draft null where it is none
     * @param fault why it is none; empty where it is one
     */
    public record Row(
            int number, Map<String, String> cells, @Nullable FactDraft draft, String fault) {
        public Row {
            cells = Map.copyOf(cells);
        }
    }

    /**
     * Reads a file.
     *
     * @throws AssessRefused with one line, where its first line names no columns of facts
     */
    public static FactFile of(String text) {
        List<List<String>> lines = Csv.cells(text);
        List<String> columns = lines.isEmpty()
                ? List.of()
                : lines.get(0).stream().map(String::strip).toList();
        Set<String> unknown = new HashSet<>(columns);
        COLUMNS.forEach(unknown::remove);
        if (!columns.containsAll(List.of("source", "subject", "day")) || !unknown.isEmpty()) {
            throw new AssessRefused(
                    AssessRefused.Reason.WRONG,
                    "the first line names the columns: source, subject, day, and of " + COLUMNS + " what the facts need"
                            + (unknown.isEmpty() ? "" : "; not " + unknown));
        }
        if (columns.size() > Set.copyOf(columns).size()) {
            throw new AssessRefused(AssessRefused.Reason.WRONG, "the first line names a column twice; name each once");
        }
        if (lines.size() - 1 > MOST) {
            throw new AssessRefused(
                    AssessRefused.Reason.WRONG,
                    "a file has " + MOST + " facts at most, not " + (lines.size() - 1) + "; part it");
        }
        List<Row> rows = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            Map<String, String> cells = new LinkedHashMap<>();
            for (int c = 0; c < columns.size(); c++) {
                cells.put(
                        columns.get(c),
                        c < lines.get(i).size() ? lines.get(i).get(c).strip() : "");
            }
            rows.add(row(i + 1, cells));
        }
        return new FactFile(rows, Ticket.sha256(text));
    }

    private static Row row(int number, Map<String, String> cells) {
        try {
            return new Row(number, cells, draft(cells), "");
        } catch (IllegalArgumentException | ArithmeticException e) {
            return new Row(number, cells, null, String.valueOf(e.getMessage()));
        }
    }

    private static FactDraft draft(Map<String, String> cells) {
        String day = cell(cells, "day");
        String subject = cell(cells, "subject");
        String proof = cell(cells, "proof");
        try {
            return FactDraft.stated(
                    cell(cells, "source"),
                    subject.isEmpty() ? null : subject,
                    value(cells),
                    LocalDate.parse(day),
                    proof);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("day: '" + day + "' is no day such as 2026-11-22", e);
        }
    }

    private static String cell(Map<String, String> cells, String column) {
        return cells.getOrDefault(column, "");
    }

    private static FactValue value(Map<String, String> cells) {
        String json = cell(cells, "value");
        return json.isEmpty() ? FactDraft.entry(cell(cells, "item"), cell(cells, "points")) : FactJson.parse(json);
    }

    /** Points as somebody writes them; null for those of the item. */
    static @Nullable Fraction points(String text) {
        try {
            return text.isEmpty() ? null : Fraction.parse(text);
        } catch (ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException("points: '" + text + "' is no number such as -1.5", e);
        }
    }
}
