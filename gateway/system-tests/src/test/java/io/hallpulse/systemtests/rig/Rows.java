package io.hallpulse.systemtests.rig;

import io.hallpulse.gateway.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads what both programs stored as anyone with the database's own shell would. */
final class Rows {
    private Rows() {}

    /** A press's identity in the hall. */
    record Identity(String terminal, String run, long seq) {}

    /**
     * A stored press, at a terminal or at the gateway.
     *
     * @param level 0 for none
     * @param state its code at the gateway; 0, counted, at a terminal
     * @param placedMillis since 1970, 0 where nobody knows or asked
     */
    record Row(
            Identity id,
            String window,
            String input,
            String key,
            int level,
            long monoMillis,
            int state,
            long placedMillis) {}

    /** A tally's key. */
    record Bucket(String window, int level, long startMillis) {}

    /** A run as the gateway knows it. */
    record Run(String terminal, String run, long next) {}

    static List<Row> atGateway(TestDatabase database) throws SQLException {
        return read(database.connect(), """
                select t.terminal, r.run, p.seq, p.window_id, p.input, p.raw_key, coalesce(p.level, 0), p.mono_millis, p.state,
                  coalesce(p.placed_millis, 0)
                from press p join run r on r.id = p.run_id join terminal t on t.id = r.terminal_id""");
    }

    static List<Row> atTerminal(String terminal, Path data) throws SQLException {
        return read(open(data.resolve("outbox.db")), """
                select '%s', r.run, p.seq, p.window, p.input, p.key, coalesce(p.level, 0), p.mono, 0, 0
                from press p join run r on r.id = p.run_id order by p.run_id, p.seq""".formatted(terminal));
    }

    private static List<Row> read(Connection opened, String sql) throws SQLException {
        List<Row> found = new ArrayList<>();
        try (Connection connection = opened;
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                found.add(new Row(
                        new Identity(row.getString(1), row.getString(2), row.getLong(3)),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6),
                        row.getInt(7),
                        row.getLong(8),
                        row.getInt(9),
                        row.getLong(10)));
            }
        }
        return found;
    }

    static Map<Bucket, Long> tallies(TestDatabase database) throws SQLException {
        Map<Bucket, Long> tallies = new HashMap<>();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select window_id, level, bucket_start_millis, sum(n) from tally group by 1, 2, 3 having sum(n) <> 0")) {
            while (row.next()) {
                tallies.put(new Bucket(row.getString(1), row.getInt(2), row.getLong(3)), row.getLong(4));
            }
        }
        return tallies;
    }

    static List<Run> runs(TestDatabase database) throws SQLException {
        List<Run> runs = new ArrayList<>();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select t.terminal, r.run, r.next from run r join terminal t on t.id = r.terminal_id")) {
            while (row.next()) {
                runs.add(new Run(row.getString(1), row.getString(2), row.getLong(3)));
            }
        }
        return runs;
    }

    static Map<String, Long> counts(TestDatabase database, String... tables) throws SQLException {
        Map<String, Long> counts = new TreeMap<>();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (String table : tables) {
                try (ResultSet row = statement.executeQuery("select count(*) from " + table)) {
                    row.next();
                    counts.put(table, row.getLong(1));
                }
            }
        }
        return counts;
    }

    private static Connection open(Path file) throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        try (Statement statement = connection.createStatement()) {
            statement.execute("pragma busy_timeout = 5000");
        }
        return connection;
    }

    /** Copies a database that nobody has open, with its log and without its index, over what is there. */
    static void copy(Path from, String name, Path to) throws IOException {
        Files.createDirectories(to);
        for (String suffix : List.of("-shm", "-wal", "")) {
            Path part = from.resolve(name + suffix);
            Path copy = to.resolve(name + suffix);
            Files.deleteIfExists(copy);
            if (!suffix.equals("-shm") && Files.exists(part)) {
                Files.copy(part, copy, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
