package io.hallpulse.web.directory;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A table of the directory.
 *
 * @param table its word, such as {@code windows}
 * @param tabs how many rows each table has, by its word, in their order
 * @param columns of the table
 * @param rows by their keys
 * @param done what was done just now: {@code saved}, {@code removed}, {@code imported}, or empty
 */
public record TableView(String table, Map<String, Integer> tabs, List<String> columns, List<Line> rows, String done) {
    public TableView {
        tabs = Collections.unmodifiableMap(new LinkedHashMap<>(tabs));
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /** A row and its key, such as {@code north/A03}. */
    public record Line(String key, Map<String, String> cells) {
        public String get(String column) {
            return cells.getOrDefault(column, "");
        }
    }
}
