package io.hallpulse.gateway.store;

import io.hallpulse.domain.count.Tally;
import io.hallpulse.domain.count.TallyKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Tallies that are being counted anew. Years of them do not fit memory: they are gathered in a file that is gone afterwards. */
public final class ExpectedTallies implements AutoCloseable {
    private static final int IN_MEMORY = 20_000;
    private static final String KEY = " where hall = ? and window_id = ? and bucket = ? and level = ?";

    private final Path file;
    private final Connection connection;
    private final PreparedStatement add;
    private final PreparedStatement find;
    private final PreparedStatement drop;
    private final Map<TallyKey, Tally> gathered = new HashMap<>();

    public ExpectedTallies() throws SQLException, IOException {
        file = Files.createTempFile("hallpulse-verify", ".db");
        connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        try (Statement shape = connection.createStatement()) {
            shape.execute("pragma synchronous = off");
            shape.execute("pragma journal_mode = off");
            shape.execute(
                    "create table tally (hall text, window_id text, bucket bigint, level int, n bigint, late bigint,"
                            + " primary key (hall, window_id, bucket, level)) without rowid");
        }
        connection.setAutoCommit(false);
        add = connection.prepareStatement("insert into tally values (?, ?, ?, ?, ?, ?)"
                + " on conflict do update set n = n + excluded.n, late = late + excluded.late");
        find = connection.prepareStatement("select n, late from tally" + KEY);
        drop = connection.prepareStatement("delete from tally" + KEY);
    }

    public void count(TallyKey key, Tally one) throws SQLException {
        gathered.merge(key, one, Tally::plus);
        if (gathered.size() >= IN_MEMORY) {
            spill();
        }
    }

    private void spill() throws SQLException {
        for (Map.Entry<TallyKey, Tally> tally : gathered.entrySet()) {
            bind(add, tally.getKey());
            add.setLong(5, tally.getValue().n());
            add.setLong(6, tally.getValue().late());
            add.addBatch();
        }
        add.executeBatch();
        gathered.clear();
    }

    /** What was counted of a key; it is not among the {@link #rest} then. */
    public Tally take(TallyKey key) throws SQLException {
        spill();
        bind(find, key);
        Tally found = Tally.ZERO;
        try (ResultSet row = find.executeQuery()) {
            if (row.next()) {
                found = new Tally(row.getLong(1), row.getLong(2));
            }
        }
        bind(drop, key);
        drop.executeUpdate();
        return found;
    }

    /** Those that were not taken. */
    public void rest(Consumer<Map.Entry<TallyKey, Tally>> each) throws SQLException {
        spill();
        try (Statement query = connection.createStatement();
                ResultSet row = query.executeQuery("select hall, window_id, bucket, level, n, late from tally")) {
            while (row.next()) {
                each.accept(Map.entry(
                        new TallyKey(row.getString(1), row.getString(2), row.getLong(3), row.getInt(4)),
                        new Tally(row.getLong(5), row.getLong(6))));
            }
        }
    }

    private static void bind(PreparedStatement statement, TallyKey key) throws SQLException {
        statement.setString(1, key.hall());
        statement.setString(2, key.window());
        statement.setLong(3, key.bucketStartMillis());
        statement.setInt(4, key.level());
    }

    @Override
    public void close() throws SQLException, IOException {
        connection.close();
        Files.deleteIfExists(file);
    }
}
