package io.hallpulse.web.directory;

import io.hallpulse.web.Badge;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a file would do to a table of the directory.
 *
 * @param table its word, such as {@code windows}
 * @param encoding that the file was read by, null where it could not be read
 * @param faultyLine where it could not be read, 0 where no line is to blame
 * @param columns of the table
 * @param counts of rows by outcome
 * @param show which rows are shown, null for all
 * @param rows of the file
 * @param file its bytes, in Base64, for the next form
 * @param version of the directory that it was compared with
 * @param changed whether the directory was changed since the preview before
 */
public record PreviewView(
        String table,
        @Nullable String encoding,
        int faultyLine,
        List<String> columns,
        Map<Outcome, Long> counts,
        @Nullable Outcome show,
        List<Line> rows,
        String file,
        String version,
        boolean changed) {
    public PreviewView {
        columns = List.copyOf(columns);
        counts = Map.copyOf(counts);
        rows = List.copyOf(rows);
    }

    /** What becomes of a row. */
    public enum Outcome {
        SAME("idle none", "不变", "Same"),
        ADDED("good none", "新增", "New"),
        CHANGED("info none", "改动", "Changed"),
        FAULT("bad", "有错", "Error");

        private final Badge badge;

        Outcome(String tone, String zh, String en) {
            this.badge = new Badge(tone, zh, en);
        }

        public Badge badge() {
            return badge;
        }

        /** Its word in forms. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    public long count(Outcome outcome) {
        return counts.getOrDefault(outcome, 0L);
    }

    /** Rows that the file has. */
    public long all() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Rows that the import would write. */
    public long good() {
        return count(Outcome.ADDED) + count(Outcome.CHANGED);
    }

    /** The rows that are shown. */
    public List<Line> shown() {
        return rows.stream()
                .filter(row -> show == null || row.outcome() == show)
                .toList();
    }

    /** The rows that have a fault. */
    public List<Line> faulty() {
        return rows.stream().filter(row -> row.error() != null).toList();
    }

    /**
     * A row of the file.
     *
     * @param number as a spreadsheet counts it
     * @param before the cells of the directory's row, empty where there is none
     */
    public record Line(
            int number,
            Outcome outcome,
            Map<String, String> cells,
            Map<String, String> before,
            @Nullable CellError error) {
        public String get(String column) {
            return cells.getOrDefault(column, "");
        }

        /** What stands there now, where the file has something else; null where it has not. */
        public @Nullable String old(String column) {
            String old = before.get(column);
            return outcome == Outcome.CHANGED && old != null && !old.equals(get(column)) ? old : null;
        }
    }
}
