package io.hallpulse.domain.directory;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A row of one of the directory's tables as text, as files, forms and the record have it.
 *
 * @param cells by their columns, in the columns' order; empty where the row has nothing there
 */
public record Row(Map<String, String> cells) {
    public Row {
        cells = Collections.unmodifiableMap(new LinkedHashMap<>(cells));
    }

    /** A row of columns and their cells in turn. */
    static Row of(String... columnsAndCells) {
        Map<String, String> cells = new LinkedHashMap<>();
        for (int i = 0; i < columnsAndCells.length; i += 2) {
            cells.put(columnsAndCells[i], columnsAndCells[i + 1]);
        }
        return new Row(cells);
    }

    /** The cell of a column without blanks around it; empty where there is none. */
    public String get(String column) {
        return cells.getOrDefault(column, "").strip();
    }

    /** The same with one cell replaced. */
    Row with(String column, String cell) {
        Map<String, String> changed = new LinkedHashMap<>(cells);
        changed.put(column, cell);
        return new Row(changed);
    }

    /** The other row with the cells that this one has. */
    Row over(Row other) {
        Map<String, String> both = new LinkedHashMap<>(other.cells);
        both.putAll(cells);
        return new Row(both);
    }
}
