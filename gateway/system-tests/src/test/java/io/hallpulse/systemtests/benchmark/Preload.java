package io.hallpulse.systemtests.benchmark;

import io.hallpulse.gateway.TestDatabase;
import io.hallpulse.gateway.store.Store;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/** Fills the embedded database of a gateway that is yet to start: tables by its own migrations, rows by bare inserts. */
final class Preload {
    private Preload() {}

    /** All of a backlog as if it had been drained, but without tallies. */
    static void presses(TestDatabase database, Backlog backlog) throws SQLException {
        try (Connection connection = create(database)) {
            connection.setAutoCommit(false);
            try (PreparedStatement terminal =
                            connection.prepareStatement("insert into terminal (id, hall, terminal) values (?, ?, ?)");
                    PreparedStatement run = connection.prepareStatement(
                            "insert into run (id, terminal_id, run, first_heard_millis, low, next) values (?, ?, ?, ?, 1, ?)");
                    PreparedStatement range = connection.prepareStatement(
                            "insert into received_range (run_id, from_seq, to_seq) values (?, 1, ?)")) {
                for (int i = 0; i < backlog.terminals(); i++) {
                    execute(terminal, i + 1, Backlog.HALL, "old-" + i);
                    execute(
                            run,
                            i + 1,
                            i + 1,
                            backlog.run(i),
                            backlog.until().toEpochMilli(),
                            backlog.pressesEach() + 1);
                    execute(range, i + 1, backlog.pressesEach());
                }
            }
            BareInserts.insert(connection, backlog, 1);
        }
    }

    /** A tally for each window of {@link Backlog}s, hour and level, of so many windows and hours. */
    static void tallies(TestDatabase database, int windows, int hours, long firstMillis) throws SQLException {
        try (Connection connection = create(database);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("""
                    with recursive h (i) as (select 0 union all select i + 1 from h where i < %d),
                         w (i) as (select 1 union all select i + 1 from w where i < %d),
                         l (i) as (select 1 union all select i + 1 from l where i < 5)
                    insert into tally (hall, window_id, bucket_start_millis, level, n, late)
                    select '%s', 'W' || w.i, %d + h.i * 3600000, l.i, (h.i * 7 + l.i) %% 50 + 1, 0
                    from w, h, l order by 2, 3, 4""".formatted(hours - 1, windows, Backlog.HALL, firstMillis));
        }
    }

    private static Connection create(TestDatabase database) throws SQLException {
        Store store = database.open();
        store.close();
        return DriverManager.getConnection(
                "jdbc:sqlite:" + database.data().resolve("gateway.db") + "?journal_mode=WAL&synchronous=FULL");
    }

    private static void execute(PreparedStatement statement, Object... parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        statement.executeUpdate();
    }
}
