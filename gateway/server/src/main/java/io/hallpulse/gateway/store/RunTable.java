package io.hallpulse.gateway.store;

import io.hallpulse.contract.TerminalId;
import io.hallpulse.domain.press.RunRow;
import io.hallpulse.domain.time.BootRow;
import io.hallpulse.gateway.database.Statements;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Terminals, their boots and runs, and which seqs of a run were received. The writer's thread, inside a transaction. */
public final class RunTable {
    private static final String SELECT =
            "select r.id, r.terminal_id, r.run, r.boot_id, r.low, r.next, r.before_mono_millis, r.before_wall_millis,"
                    + " r.after_millis, r.waits from run r";

    private final Statements statements;

    RunTable(Statements statements) {
        this.statements = statements;
    }

    /** The row of a terminal, new if need be. */
    public long terminalId(TerminalId terminal) throws SQLException {
        Long id = id(statements.with(
                "select id from terminal where hall = ? and terminal = ?", terminal.hall(), terminal.terminal()));
        return id != null
                ? id
                : inserted(statements.with(
                        "insert into terminal (hall, terminal) values (?, ?) returning id",
                        terminal.hall(),
                        terminal.terminal()));
    }

    public Optional<RunRow> find(TerminalId terminal, String run) throws SQLException {
        PreparedStatement query = statements.with(
                SELECT + " join terminal t on t.id = r.terminal_id where t.hall = ? and t.terminal = ? and r.run = ?",
                terminal.hall(),
                terminal.terminal(),
                run);
        try (ResultSet rows = query.executeQuery()) {
            return rows.next() ? Optional.of(run(rows)) : Optional.empty();
        }
    }

    /**
     * A run that was never heard of.
     *
     * @param afterMillis see {@link RunRow}
     */
    public RunRow insert(
            TerminalId terminal, String run, long low, long next, long heardMillis, @Nullable Long afterMillis)
            throws SQLException {
        long terminalId = terminalId(terminal);
        long id = inserted(statements.with(
                "insert into run (terminal_id, run, first_heard_millis, low, next, after_millis) values (?, ?, ?, ?, ?, ?)"
                        + " returning id",
                terminalId,
                run,
                heardMillis,
                low,
                next,
                afterMillis));
        return new RunRow(id, terminalId, run, 0, low, next, null, afterMillis, false);
    }

    /** How many runs of a terminal were first heard from then on. */
    public int firstHeardSince(TerminalId terminal, long millis) throws SQLException {
        PreparedStatement query = statements.with(
                "select count(*) from run r join terminal t on t.id = r.terminal_id"
                        + " where t.hall = ? and t.terminal = ? and r.first_heard_millis >= ?",
                terminal.hall(),
                terminal.terminal(),
                millis);
        try (ResultSet row = query.executeQuery()) {
            row.next();
            return row.getInt(1);
        }
    }

    /** Names of the runs of a terminal that miss presses which it said it has. */
    public List<String> waiting(TerminalId terminal) throws SQLException {
        List<String> names = new ArrayList<>();
        PreparedStatement query = statements.with(
                "select r.run from run r join terminal t on t.id = r.terminal_id"
                        + " where t.hall = ? and t.terminal = ? and r.waits = 1",
                terminal.hall(),
                terminal.terminal());
        try (ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    /** The first run of a boot whose row is not below {@code fromId}. */
    public Optional<RunRow> nextOfBoot(long bootId, long fromId) throws SQLException {
        PreparedStatement query =
                statements.with(SELECT + " where r.boot_id = ? and r.id >= ? order by r.id limit 1", bootId, fromId);
        try (ResultSet rows = query.executeQuery()) {
            return rows.next() ? Optional.of(run(rows)) : Optional.empty();
        }
    }

    public TerminalId terminal(long id) throws SQLException {
        try (ResultSet row = statements
                .with("select hall, terminal from terminal where id = ?", id)
                .executeQuery()) {
            if (!row.next()) {
                throw new SQLException("terminal " + id + " is missing");
            }
            return new TerminalId(row.getString(1), row.getString(2));
        }
    }

    public RunRow byId(long id) throws SQLException {
        try (ResultSet rows = statements.with(SELECT + " where r.id = ?", id).executeQuery()) {
            if (!rows.next()) {
                throw new SQLException("run " + id + " is missing");
            }
            return run(rows);
        }
    }

    private static RunRow run(ResultSet row) throws SQLException {
        return new RunRow(
                row.getLong(1),
                row.getLong(2),
                row.getString(3),
                row.getLong(4),
                row.getLong(5),
                row.getLong(6),
                reading(row, 7),
                nullable(row, 9),
                row.getInt(10) == 1);
    }

    /** Keeps what is known of runs' boots, lows and nexts. */
    public void update(List<RunRow> runs) throws SQLException {
        if (runs.isEmpty()) {
            return;
        }
        PreparedStatement update = statements.with(
                "update run set boot_id = ?, low = ?, next = ?, before_mono_millis = ?, before_wall_millis = ?, waits = ?"
                        + " where id = ?");
        for (RunRow run : runs) {
            Statements.setLong(update, 1, run.bootId() == 0 ? null : run.bootId());
            update.setLong(2, run.low());
            update.setLong(3, run.next());
            Statements.setLong(update, 4, mono(run.before()));
            Statements.setLong(update, 5, wall(run.before()));
            update.setInt(6, run.waits() ? 1 : 0);
            update.setLong(7, run.id());
            update.addBatch();
        }
        update.executeBatch();
    }

    /** The row of a boot, new if need be. */
    public BootRow boot(long terminalId, String boot) throws SQLException {
        Long id = id(statements.with("select id from boot where terminal_id = ? and boot = ?", terminalId, boot));
        if (id == null) {
            id = inserted(statements.with(
                    "insert into boot (terminal_id, boot) values (?, ?) returning id", terminalId, boot));
        }
        return boot(id);
    }

    public BootRow boot(long id) throws SQLException {
        PreparedStatement query = statements.with(
                "select anchor_mono_millis, anchor_wall_millis, gateway_offset_millis, synced_mono_millis, synced_wall_millis,"
                        + " held_mono_millis, held_wall_millis from boot where id = ?",
                id);
        try (ResultSet row = query.executeQuery()) {
            if (!row.next()) {
                throw new SQLException("boot " + id + " is missing");
            }
            return new BootRow(id, reading(row, 1), nullable(row, 3), reading(row, 4), reading(row, 6));
        }
    }

    public void update(BootRow boot) throws SQLException {
        statements
                .with(
                        "update boot set anchor_mono_millis = ?, anchor_wall_millis = ?, gateway_offset_millis = ?,"
                                + " synced_mono_millis = ?, synced_wall_millis = ?, held_mono_millis = ?, held_wall_millis = ?"
                                + " where id = ?",
                        mono(boot.anchor()),
                        wall(boot.anchor()),
                        boot.gatewayOffset(),
                        mono(boot.synced()),
                        wall(boot.synced()),
                        mono(boot.held()),
                        wall(boot.held()),
                        boot.id())
                .executeUpdate();
    }

    /** The presses of a boot that are still to be placed anew: those from a seq of a run on, and all of the boot's later runs. */
    public record Redating(TerminalId terminal, long bootId, long fromRunId, long fromSeq) {}

    /** Has the presses of a boot placed anew from there on; {@code null} says that it is done. */
    public void redate(long bootId, @Nullable Long fromRunId, @Nullable Long fromSeq) throws SQLException {
        statements
                .with("update boot set replace_run_id = ?, replace_seq = ? where id = ?", fromRunId, fromSeq, bootId)
                .executeUpdate();
    }

    /** Some boots whose presses are to be placed anew. */
    public List<Redating> redating(int limit) throws SQLException {
        List<Redating> found = new ArrayList<>();
        PreparedStatement query =
                statements.with("select t.hall, t.terminal, b.id, b.replace_run_id, b.replace_seq from boot b"
                        + " join terminal t on t.id = b.terminal_id where b.replace_run_id is not null order by b.id limit "
                        + limit);
        try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
                found.add(new Redating(
                        new TerminalId(row.getString(1), row.getString(2)),
                        row.getLong(3),
                        row.getLong(4),
                        row.getLong(5)));
            }
        }
        return found;
    }

    /** Some boots with an anchor that waits for the gateway's own clock to be right. */
    public List<Long> holding(int limit) throws SQLException {
        List<Long> ids = new ArrayList<>();
        try (ResultSet row = statements
                .with("select id from boot where held_mono_millis is not null limit " + limit)
                .executeQuery()) {
            while (row.next()) {
                ids.add(row.getLong(1));
            }
        }
        return ids;
    }

    private static @Nullable Long mono(BootRow.@Nullable Reading reading) {
        return reading == null ? null : reading.mono();
    }

    private static @Nullable Long wall(BootRow.@Nullable Reading reading) {
        return reading == null ? null : reading.wall();
    }

    /** The received seqs of a run: first seq of each unbroken range to its last. */
    public NavigableMap<Long, Long> ranges(long runId) throws SQLException {
        NavigableMap<Long, Long> ranges = new TreeMap<>();
        PreparedStatement query =
                statements.with("select from_seq, to_seq from received_range where run_id = ?", runId);
        try (ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                ranges.put(rows.getLong(1), rows.getLong(2));
            }
        }
        return ranges;
    }

    /** Replaces the ranges that begin at the keys of {@code changes}; null removes one. */
    public void updateRanges(long runId, Map<Long, @Nullable Long> changes) throws SQLException {
        for (Map.Entry<Long, @Nullable Long> change : changes.entrySet()) {
            Long toSeq = change.getValue();
            if (toSeq == null) {
                statements
                        .with("delete from received_range where run_id = ? and from_seq = ?", runId, change.getKey())
                        .executeUpdate();
            } else {
                statements
                        .with(
                                "insert into received_range (run_id, from_seq, to_seq) values (?, ?, ?)"
                                        + " on conflict (run_id, from_seq) do update set to_seq = excluded.to_seq",
                                runId,
                                change.getKey(),
                                toSeq)
                        .executeUpdate();
            }
        }
    }

    private static @Nullable Long id(PreparedStatement query) throws SQLException {
        try (ResultSet row = query.executeQuery()) {
            return row.next() ? row.getLong(1) : null;
        }
    }

    private static long inserted(PreparedStatement insert) throws SQLException {
        try (ResultSet row = insert.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    private static BootRow.@Nullable Reading reading(ResultSet row, int column) throws SQLException {
        Long mono = nullable(row, column);
        Long wall = nullable(row, column + 1);
        return mono == null || wall == null ? null : new BootRow.Reading(mono, wall);
    }

    static @Nullable Long nullable(ResultSet row, int column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }
}
