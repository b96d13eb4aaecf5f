package io.hallpulse.web.assessment;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The preview of a file of facts.
 *
 * @param encoding by which the file was read; empty where it could not be
 * @param file the file itself, in Base64, which goes round with the page until somebody imports it
 * @param refusal why it is not taken at all; null where it may be
 */
public record FactImportView(
        String scheme,
        String period,
        String encoding,
        List<String> columns,
        List<Row> rows,
        String file,
        @Nullable Refusal refusal) {
    public FactImportView {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    public String page() {
        return "rounds/" + scheme + "/" + period;
    }

    /** How many rows are refused. */
    public long faults() {
        return rows.stream().filter(row -> !row.fault().isEmpty()).count();
    }

    /** A row; its fault is in English, empty for none. */
    public record Row(int number, List<String> cells, String fault) {
        public Row {
            cells = List.copyOf(cells);
        }
    }
}
