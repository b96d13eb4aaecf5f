package io.hallpulse.gateway.store;

import io.hallpulse.domain.count.Tally;
import io.hallpulse.domain.count.TallyKey;
import io.hallpulse.domain.score.HeldBack;
import io.hallpulse.domain.time.Buckets;
import io.hallpulse.gateway.database.Statements;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the published figures hold back of the tallies, a few rows a window. The writer's thread, inside a transaction. */
public final class HeldBackTable {
    private static final String OF_KEY = " where hall = ? and window_id = ? and bucket_start_millis = ? and level = ?";

    private final Statements statements;

    HeldBackTable(Statements statements) {
        this.statements = statements;
    }

    /** Holds changes of tallies back; in the transaction that changes the tallies. */
    public void add(Map<TallyKey, Tally> changes) throws SQLException {
        if (changes.isEmpty()) {
            return;
        }
        PreparedStatement upsert =
                statements.with("insert into held_back (hall, window_id, bucket_start_millis, level, n, hourless, late)"
                        + " values (?, ?, ?, ?, ?, 0, ?) on conflict (hall, window_id, bucket_start_millis, level)"
                        + " do update set n = held_back.n + excluded.n, late = held_back.late + excluded.late");
        for (Map.Entry<TallyKey, Tally> change : changes.entrySet()) {
            bind(upsert, 1, change.getKey());
            upsert.setLong(5, change.getValue().n());
            upsert.setLong(6, change.getValue().late());
            upsert.addBatch();
        }
        upsert.executeBatch();
    }

    /** All that a hall holds back, by window. */
    public Map<String, Map<TallyKey, HeldBack>> ofHall(String hall) throws SQLException {
        Map<String, Map<TallyKey, HeldBack>> held = new HashMap<>();
        try (ResultSet row = statements
                .with(
                        "select window_id, bucket_start_millis, level, n, hourless, late from held_back where hall = ?",
                        hall)
                .executeQuery()) {
            while (row.next()) {
                String window = row.getString(1);
                held.computeIfAbsent(window, key -> new HashMap<>())
                        .put(
                                new TallyKey(hall, window, row.getLong(2), row.getInt(3)),
                                new HeldBack(row.getLong(4), row.getLong(5), row.getLong(6)));
            }
        }
        return held;
    }

    /** Holds back that much of those tallies from now on. */
    public void put(Map<TallyKey, HeldBack> held) throws SQLException {
        for (Map.Entry<TallyKey, HeldBack> of : held.entrySet()) {
            HeldBack now = of.getValue();
            boolean nothing = now.equals(HeldBack.NOTHING);
            PreparedStatement change = statements.with(
                    nothing
                            ? "delete from held_back" + OF_KEY
                            : "update held_back set n = ?, hourless = ?, late = ?" + OF_KEY);
            if (!nothing) {
                change.setLong(1, now.n());
                change.setLong(2, now.hourless());
                change.setLong(3, now.late());
            }
            bind(change, nothing ? 1 : 4, of.getKey());
            change.executeUpdate();
        }
    }

    private static void bind(PreparedStatement statement, int first, TallyKey key) throws SQLException {
        statement.setString(first, key.hall());
        statement.setString(first + 1, key.window());
        statement.setLong(first + 2, key.bucketStartMillis());
        statement.setInt(first + 3, key.level());
    }

    /**
     * Publishes all that a hall holds back of hours before an instant; ratings of uncertain time are of none.
     *
     * @return the windows whose figures move
     */
    public Set<String> publishBefore(String hall, long beforeMillis) throws SQLException {
        String before = " where hall = ? and bucket_start_millis < ? and bucket_start_millis <> " + Buckets.UNCERTAIN;
        Set<String> windows = new HashSet<>();
        try (ResultSet row = statements
                .with("select distinct window_id from held_back" + before, hall, beforeMillis)
                .executeQuery()) {
            while (row.next()) {
                windows.add(row.getString(1));
            }
        }
        statements.with("delete from held_back" + before, hall, beforeMillis).executeUpdate();
        return windows;
    }

    /** The last day whose beginning published what earlier ones had left, in days since 1970; null for none. */
    public @Nullable Long publishedDay(String hall) throws SQLException {
        try (ResultSet row = statements
                .with("select day from published_day where hall = ?", hall)
                .executeQuery()) {
            return row.next() ? row.getLong(1) : null;
        }
    }

    public void putPublishedDay(String hall, long day) throws SQLException {
        statements
                .with(
                        "insert into published_day (hall, day) values (?, ?)"
                                + " on conflict (hall) do update set day = excluded.day",
                        hall,
                        day)
                .executeUpdate();
    }
}
