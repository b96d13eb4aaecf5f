package io.hallpulse.domain.directory;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a change of the directory did to one row.
 *
 * @param before the row as it was, null where it was not there
 * @param after the row from then on, null where it is no more
 */
public record RowChange(
        DirectoryTable table,
        String key,
        @Nullable Row before,
        @Nullable Row after) {
    /** The rows that differ between two directories, table by table. A change of their order alone is none. */
    public static List<RowChange> between(Halls before, Halls after) {
        List<RowChange> changes = new ArrayList<>();
        for (DirectoryTable table : DirectoryTable.values()) {
            Map<String, Row> old = table.rows(before);
            Map<String, Row> now = table.rows(after);
            Set<String> keys = new LinkedHashSet<>(old.keySet());
            keys.addAll(now.keySet());
            for (String key : keys) {
                if (!Objects.equals(old.get(key), now.get(key))) {
                    changes.add(new RowChange(table, key, old.get(key), now.get(key)));
                }
            }
        }
        return changes;
    }

    /** What it is called in the record. */
    public String word() {
        return before == null ? "add" : after == null ? "remove" : "change";
    }
}
