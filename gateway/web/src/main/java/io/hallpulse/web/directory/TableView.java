package io.hallpulse.web.directory;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
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
 * @param mayChange whether who looks may change them
 * @param years of the calendar that are known, the newest first; none for other tables
 * @param done what was done just now: {@code saved}, {@code removed}, {@code imported}, or empty
 */
public record TableView(
        String table,
        Map<String, Integer> tabs,
        List<String> columns,
        List<Line> rows,
        boolean mayChange,
        List<CalendarYear> years,
        String done) {
    public TableView {
        tabs = Collections.unmodifiableMap(new LinkedHashMap<>(tabs));
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        years = List.copyOf(years);
    }

    /** A row and its key, such as {@code north/A03}. */
    public record Line(String key, Map<String, String> cells) {
        /** The key as an address has it. */
        public String query() {
            return URLEncoder.encode(key, StandardCharsets.UTF_8);
        }

        public String get(String column) {
            return cells.getOrDefault(column, "");
        }
    }
}
