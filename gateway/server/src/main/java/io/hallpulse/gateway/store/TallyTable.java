package io.hallpulse.gateway.store;

import io.hallpulse.domain.count.Tally;
import io.hallpulse.domain.count.TallyKey;
import io.hallpulse.gateway.database.Statements;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;

/** Counted presses by window, bucket and level. The writer's thread, inside a transaction. */
public final class TallyTable {
    private final Statements statements;

    TallyTable(Statements statements) {
        this.statements = statements;
    }

    /** Adds each change, which may be negative, to its tally. */
    public void add(Map<TallyKey, Tally> changes) throws SQLException {
        PreparedStatement upsert = statements.with(
                "insert into tally (hall, window_id, bucket_start_millis, level, n, late) values (?, ?, ?, ?, ?, ?)"
                        + " on conflict (hall, window_id, bucket_start_millis, level) do update set n = tally.n + excluded.n, late = tally.late + excluded.late");
        for (Map.Entry<TallyKey, Tally> change : changes.entrySet()) {
            TallyKey key = change.getKey();
            upsert.setString(1, key.hall());
            upsert.setString(2, key.window());
            upsert.setLong(3, key.bucketStartMillis());
            upsert.setInt(4, key.level());
            upsert.setLong(5, change.getValue().n());
            upsert.setLong(6, change.getValue().late());
            upsert.addBatch();
        }
        upsert.executeBatch();
    }
}
