package io.hallpulse.domain.directory;

import java.util.List;
import java.util.Map;

/** How one of the directory's tables is read and written as rows of text. */
interface RowForm {
    /** In the order in which they are shown. */
    List<String> columns();

    /** The columns that tell one row from another. */
    List<String> keys();

    /** The rows of a directory by their keys, in their order. */
    Map<String, Row> rows(Halls halls);

    /**
     * The directory with that row, in place of the one with its key, or at the end.
     *
     * @throws CellFault where a cell breaks a rule
     */
    Halls put(Halls halls, Row row);

    /** The directory without the row of that key. */
    Halls remove(Halls halls, String key);
}
