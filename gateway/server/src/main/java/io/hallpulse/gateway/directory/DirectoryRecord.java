package io.hallpulse.gateway.directory;

import io.hallpulse.contract.message.Json;
import io.hallpulse.domain.directory.DirectoryTable;
import io.hallpulse.domain.directory.Halls;
import io.hallpulse.domain.directory.Row;
import io.hallpulse.domain.directory.RowChange;
import io.hallpulse.domain.record.Actor;
import io.hallpulse.domain.record.Change;
import io.hallpulse.gateway.store.AuditTable;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a change of the directory did, row by row, as it goes into the record. */
final class DirectoryRecord {
    private final AuditTable audit;
    private final Actor actor;
    private final String way;
    private final long nowMillis;

    /** @param way how the change came, such as {@code directory} or {@code import} */
    DirectoryRecord(AuditTable audit, Actor actor, String way, long nowMillis) {
        this.audit = audit;
        this.actor = actor;
        this.way = way;
        this.nowMillis = nowMillis;
    }

    void write(Halls before, Halls after) throws SQLException {
        for (RowChange row : RowChange.between(before, after)) {
            write(row.word(), row.table().word() + '/' + row.key(), json(row.before()), json(row.after()));
        }
        for (DirectoryTable table : DirectoryTable.values()) {
            Set<String> old = table.rows(before).keySet();
            Set<String> now = table.rows(after).keySet();
            if (!both(old, now).equals(both(now, old))) {
                write("order", table.word(), String.join(" ", old), String.join(" ", now));
            }
        }
    }

    private void write(String what, String object, String before, String after) throws SQLException {
        audit.add(new Change(actor, way + '.' + what, object, before, after), nowMillis);
    }

    /** Those of one that are also in the other, in the order of the one. */
    private static List<String> both(Set<String> one, Set<String> other) {
        return one.stream().filter(other::contains).toList();
    }

    private static String json(@Nullable Row row) {
        return row == null ? "" : new String(Json.write(row.cells()), StandardCharsets.UTF_8);
    }
}
