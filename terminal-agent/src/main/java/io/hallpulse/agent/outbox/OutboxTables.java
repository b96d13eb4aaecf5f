package io.hallpulse.agent.outbox;

import io.hallpulse.agent.rating.Kept;
import io.hallpulse.agent.rating.Session;
import io.hallpulse.agent.rating.WindowSession;
import io.hallpulse.contract.message.Anchor;
import io.hallpulse.contract.message.Press;
import io.hallpulse.contract.message.RunSpan;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The writer's statements, each within the caller's transaction. */
final class OutboxTables {
    /** Run by run, newest first, since the presses of other boots may be a million. */
    static final String NEWEST = "SELECT " + PressRow.COLUMNS
            + ", run FROM run CROSS JOIN press ON run_id = id WHERE boot = ? ORDER BY id DESC, seq DESC LIMIT ?";

    static final String DELETE = "DELETE FROM press WHERE run_id = (SELECT id FROM run WHERE run = ?) AND seq <= ?";

    private static final String REMEMBER = "UPDATE run SET next_at_least = ? WHERE run = ?";

    private OutboxTables() {}

    static long insertRun(Connection open, String run, String boot) throws SQLException {
        try (PreparedStatement insert =
                open.prepareStatement("INSERT INTO run (run, boot, next_at_least) VALUES (?, ?, 1) RETURNING id")) {
            insert.setString(1, run);
            insert.setString(2, boot);
            try (ResultSet row = insert.executeQuery()) {
                return row.getLong(1);
            }
        }
    }

    /** @param insert {@link PressRow#INSERT} */
    static void insertPresses(PreparedStatement insert, long runId, List<Press> presses) throws SQLException {
        for (Press press : presses) {
            PressRow.bind(insert, runId, press);
            insert.executeUpdate();
        }
    }

    static void insertAnchor(Connection open, String boot, Anchor anchor) throws SQLException {
        try (PreparedStatement insert = open.prepareStatement("INSERT OR IGNORE INTO boot VALUES (?, ?, ?)")) {
            insert.setString(1, boot);
            insert.setLong(2, anchor.monoMillis());
            insert.setLong(3, anchor.wall().toEpochMilli());
            insert.executeUpdate();
        }
    }

    static @Nullable Anchor anchor(Connection open, String boot) throws SQLException {
        try (PreparedStatement select =
                open.prepareStatement("SELECT anchor_mono, anchor_wall FROM boot WHERE boot = ?")) {
            select.setString(1, boot);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? new Anchor(row.getLong(1), Instant.ofEpochMilli(row.getLong(2))) : null;
            }
        }
    }

    static void rewriteKept(Connection open, String boot, Kept kept) throws SQLException {
        try (Statement delete = open.createStatement();
                PreparedStatement session = open.prepareStatement(
                        "INSERT INTO session (window, session, case_number, staff, opened, rated, boot)"
                                + " VALUES (?, ?, ?, ?, ?, ?, ?)");
                PreparedStatement duty =
                        open.prepareStatement("INSERT INTO duty (window, staff, boot) VALUES (?, ?, ?)")) {
            delete.executeUpdate("DELETE FROM session");
            delete.executeUpdate("DELETE FROM duty");
            for (WindowSession each : kept.sessions()) {
                session.setString(1, each.window());
                session.setString(2, each.session().id());
                session.setString(3, each.session().caseNumber());
                session.setString(4, each.session().staff());
                session.setLong(5, each.openedMillis());
                session.setBoolean(6, each.state() == WindowSession.State.ACCEPTED);
                session.setString(7, boot);
                session.executeUpdate();
            }
            for (Map.Entry<String, String> each : kept.onDuty().entrySet()) {
                duty.setString(1, each.getKey());
                duty.setString(2, each.getValue());
                duty.setString(3, boot);
                duty.executeUpdate();
            }
        }
    }

    static Kept kept(Connection open) throws SQLException {
        List<WindowSession> sessions = new ArrayList<>();
        Map<String, String> onDuty = new HashMap<>();
        try (Statement statement = open.createStatement()) {
            try (ResultSet row = statement.executeQuery(
                    "SELECT window, session, case_number, staff, opened, rated FROM session ORDER BY window")) {
                while (row.next()) {
                    Session session = new Session(row.getString(2), row.getString(3), row.getString(4));
                    WindowSession.State state =
                            row.getBoolean(6) ? WindowSession.State.ACCEPTED : WindowSession.State.OPEN;
                    sessions.add(new WindowSession(row.getString(1), session, row.getLong(5), state, null));
                }
            }
            try (ResultSet row = statement.executeQuery("SELECT window, staff FROM duty")) {
                while (row.next()) {
                    onDuty.put(row.getString(1), row.getString(2));
                }
            }
        }
        return new Kept(sessions, onDuty);
    }

    /** The boot in which that was kept; empty where nothing is, or an older agent kept it. */
    static String keptInBoot(Connection open) throws SQLException {
        try (Statement statement = open.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT coalesce(max(boot), '') FROM (SELECT boot FROM session UNION ALL SELECT boot FROM duty)")) {
            return row.getString(1);
        }
    }

    /** Deletes a run's presses up to that seq, and notes how far the run went, which its presses may then no longer show. */
    static void deleteUpTo(Connection open, RunSpan span, long seq) throws SQLException {
        try (PreparedStatement remember = open.prepareStatement(REMEMBER);
                PreparedStatement delete = open.prepareStatement(DELETE)) {
            remember.setLong(1, span.next());
            remember.setString(2, span.run());
            remember.executeUpdate();
            delete.setString(1, span.run());
            delete.setLong(2, seq);
            delete.executeUpdate();
        }
    }

    /**
     * What the file takes.
     *
     * @param usedBytes of pages that hold something
     * @param freeBytes of pages that wait in the file for something to hold
     */
    record Size(long usedBytes, long freeBytes) {}

    static Size size(Connection open) throws SQLException {
        try (Statement statement = open.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT (page_count - freelist_count) * page_size, freelist_count * page_size"
                                + " FROM pragma_page_count, pragma_freelist_count, pragma_page_size")) {
            return new Size(row.getLong(1), row.getLong(2));
        }
    }

    /**
     * Brings all that is committed from the log into the file, and cuts the log to nothing.
     *
     * @throws SQLException where that fails, or somebody reads for too long
     */
    static void emptyLog(Connection open) throws SQLException {
        try (Statement statement = open.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA wal_checkpoint(TRUNCATE)")) {
            if (row.getInt(1) != 0) {
                throw new SQLException("the outbox's log is in use by somebody else");
            }
        }
    }

    /** The newest presses of a boot, oldest first, each with its run. */
    static List<Map.Entry<String, Press>> newest(Connection open, String boot, int limit) throws SQLException {
        List<Map.Entry<String, Press>> presses = new ArrayList<>();
        try (PreparedStatement select = open.prepareStatement(NEWEST)) {
            select.setString(1, boot);
            select.setInt(2, limit);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    presses.add(Map.entry(row.getString(17), PressRow.read(row)));
                }
            }
        }
        Collections.reverse(presses);
        return presses;
    }
}
