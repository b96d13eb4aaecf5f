package io.hallpulse.systemtests.benchmark;

import io.hallpulse.contract.message.Press;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/**
 * The baseline of a store: the rows of a backlog, in the order in which they would come in, by nothing but inserts of many rows each
 * into the table that a gateway made, with the pragmas or settings that a gateway's connection has.
 */
final class BareInserts {
    /**
     * Rows in one transaction: what a gateway's groups hold while it drains, where the median was 119 messages of 100 presses and
     * one in ten above 147.
     */
    static final int TRANSACTION = 12_000;

    private static final int COLUMNS = 19;
    private static final int ROWS = 50;

    private BareInserts() {}

    /**
     * Inserts all presses, which have to be a multiple of {@link #ROWS} for each message; the nanoseconds that took, without making
     * up what to insert.
     *
     * @param firstRun the row of the first terminal's run
     */
    static long insert(Connection connection, Backlog backlog, long firstRun) throws SQLException {
        String one = "(" + String.join(", ", Collections.nCopies(COLUMNS, "?")) + ")";
        connection.setAutoCommit(false);
        long nanos = 0;
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into press (run_id, seq, state, placed_by, placed_millis, received_millis, window_id, input,"
                        + " raw_key, level, kind, flags, at_millis, mono_millis, synced, supersedes, session,"
                        + " case_number, staff) values " + String.join(", ", Collections.nCopies(ROWS, one)))) {
            long uncommitted = 0;
            for (int first = 1; first <= backlog.pressesEach(); first += backlog.batch()) {
                for (int terminal = 0; terminal < backlog.terminals(); terminal++) {
                    List<Press> presses = new ArrayList<>(backlog.batch());
                    for (int seq = first; seq < first + backlog.batch(); seq++) {
                        presses.add(backlog.press(terminal, seq));
                    }
                    long begun = System.nanoTime();
                    insert(insert, firstRun + terminal, presses);
                    uncommitted += presses.size();
                    if (uncommitted >= TRANSACTION) {
                        uncommitted = 0;
                        connection.commit();
                    }
                    nanos += System.nanoTime() - begun;
                }
            }
            long begun = System.nanoTime();
            connection.commit();
            nanos += System.nanoTime() - begun;
        }
        return nanos;
    }

    private static void insert(PreparedStatement insert, long runId, List<Press> presses) throws SQLException {
        for (int i = 0; i < presses.size(); i++) {
            bind(insert, i % ROWS * COLUMNS, runId, presses.get(i));
            if (i % ROWS == ROWS - 1) {
                insert.executeUpdate();
            }
        }
    }

    private static void bind(PreparedStatement row, int before, long runId, Press press) throws SQLException {
        long at = press.at().toEpochMilli();
        row.setLong(before + 1, runId);
        row.setLong(before + 2, press.seq());
        row.setInt(before + 3, 0);
        row.setInt(before + 4, 1);
        row.setLong(before + 5, at);
        row.setLong(before + 6, at);
        row.setString(before + 7, press.window());
        row.setString(before + 8, press.input());
        row.setString(before + 9, press.key());
        row.setInt(before + 10, Objects.requireNonNull(press.level()));
        row.setInt(before + 11, 0);
        row.setString(before + 12, "");
        row.setLong(before + 13, at);
        row.setLong(before + 14, press.monoMillis());
        row.setInt(before + 15, 1);
        row.setNull(before + 16, Types.BIGINT);
        row.setString(before + 17, null);
        row.setString(before + 18, null);
        row.setString(before + 19, null);
    }
}
