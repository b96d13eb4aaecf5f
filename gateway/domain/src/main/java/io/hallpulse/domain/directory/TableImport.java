package io.hallpulse.domain.directory;

import io.hallpulse.domain.directory.CellFault.Rule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A CSV file as a change of one of the directory's tables. Rows that the file does not name stay, and so do the cells of columns that it
 * does not have. The order of its rows does not matter.
 *
 * @param after the directory with every row that has no fault
 * @param rows what became of each row of the file
 */
public record TableImport(Halls after, List<FileRow> rows) {
    private static final int MOST_ROWS = 2000;

    public TableImport {
        rows = List.copyOf(rows);
    }

    /** What became of a row. */
    public enum Outcome {
        SAME,
        ADDED,
        CHANGED,
        FAULT;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A row of a file.
     *
     * @param number as a spreadsheet counts it; the first line, with the columns, is 1
     * @param row as the directory has it from then on, or as the file has it where it has a fault
     * @param before the directory's row of that key, null where it had none
     * @param fault null where it has none
     */
    public record FileRow(
            int number,
            Outcome outcome,
            Row row,
            @Nullable Row before,
            @Nullable CellFault fault) {
        private static FileRow faulty(int number, Row row, CellFault fault) {
            return new FileRow(number, Outcome.FAULT, row, null, fault);
        }
    }

    public long count(Outcome outcome) {
        return rows.stream().filter(row -> row.outcome() == outcome).count();
    }

    /** The table of a directory as a file. */
    public static String file(DirectoryTable table, Halls halls) {
        StringBuilder lines = new StringBuilder(Csv.line(table.columns()));
        table.rows(halls)
                .values()
                .forEach(row -> lines.append(
                        Csv.line(table.columns().stream().map(row::get).toList())));
        return lines.toString();
    }

    /** What a file would make of a directory. */
    public static TableImport of(DirectoryTable table, Halls halls, String text) {
        List<Csv.Line> lines = Csv.read(text);
        Csv.Line head = lines.isEmpty() ? new Csv.Line(1, List.of(), false) : lines.get(0);
        List<String> columns = head.cells().stream().map(String::strip).toList();
        CellFault fault = fault(table, halls, columns, lines.size() - 1);
        if (fault != null) {
            return new TableImport(halls, List.of(FileRow.faulty(1, new Row(Map.of()), fault)));
        }
        Reading reading = new Reading(table, halls, columns);
        RowOrder.settle(lines.stream().skip(1).filter(line -> !line.isBlank()).toList(), reading::take);
        return new TableImport(reading.after, List.copyOf(reading.rows.values()));
    }

    private static @Nullable CellFault fault(DirectoryTable table, Halls halls, List<String> columns, int rows) {
        List<String> missing = new ArrayList<>(table.keys());
        if (halls.ids().size() == 1) {
            missing.remove("hall");
        }
        missing.removeAll(columns);
        boolean fits = missing.isEmpty()
                && table.columns().containsAll(columns)
                && columns.stream().distinct().count() == columns.size();
        if (!fits) {
            return new CellFault("", String.join(",", columns), Rule.COLUMNS, String.join(",", table.columns()));
        }
        return rows > MOST_ROWS
                ? new CellFault("", Integer.toString(rows), Rule.ROWS, Integer.toString(MOST_ROWS))
                : null;
    }

    /** The rows of one file, one after the other. */
    private static final class Reading {
        private final DirectoryTable table;
        private final List<String> columns;
        private final Map<String, Row> known;
        private final Map<String, Integer> numbers = new HashMap<>();
        private final SortedMap<Integer, FileRow> rows = new TreeMap<>();
        private Halls after;

        Reading(DirectoryTable table, Halls halls, List<String> columns) {
            this.table = table;
            this.columns = columns;
            this.known = Collections.unmodifiableMap(table.rows(halls));
            this.after = halls;
        }

        /** @return whether the row has no fault */
        boolean take(Csv.Line line) {
            Map<String, String> cells = new LinkedHashMap<>();
            for (int i = 0; i < Math.min(columns.size(), line.cells().size()); i++) {
                cells.put(columns.get(i), line.cells().get(i));
            }
            Row row = table.whole(after, new Row(cells));
            try {
                rows.put(line.number(), put(line, row));
                return true;
            } catch (CellFault fault) {
                rows.put(line.number(), FileRow.faulty(line.number(), row, fault));
                return false;
            }
        }

        private FileRow put(Csv.Line line, Row row) {
            if (line.isOpen()) {
                throw new CellFault("", "", Rule.QUOTE, "");
            }
            if (line.cells().size() != columns.size()) {
                throw new CellFault(
                        "", Integer.toString(line.cells().size()), Rule.CELLS, Integer.toString(columns.size()));
            }
            String key = table.key(row);
            Integer first = numbers.putIfAbsent(key, line.number());
            if (first != null && first != line.number()) {
                throw new CellFault("id", row.get("id"), Rule.TWICE, first.toString());
            }
            Row before = known.get(key);
            after = table.put(after, row, before);
            Row now = before == null ? row : row.over(before);
            Outcome outcome = before == null ? Outcome.ADDED : isSame(before, now) ? Outcome.SAME : Outcome.CHANGED;
            return new FileRow(line.number(), outcome, now, before, null);
        }

        private boolean isSame(Row before, Row now) {
            return table.columns().stream()
                    .allMatch(column -> before.get(column).equals(now.get(column)));
        }
    }
}
