package io.hallpulse.gateway.store;

import io.hallpulse.contract.TerminalId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Terminals, their boots and runs, and which seqs of a run were received. The writer's thread, inside a transaction. */
public final class RunTable {
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
                "select r.id, r.terminal_id, r.boot_id, r.low, r.next from run r join terminal t on t.id = r.terminal_id"
                        + " where t.hall = ? and t.terminal = ? and r.run = ?",
                terminal.hall(),
                terminal.terminal(),
                run);
        try (ResultSet rows = query.executeQuery()) {
            return rows.next()
                    ? Optional.of(new RunRow(
                            rows.getLong(1), rows.getLong(2), run, rows.getLong(3), rows.getLong(4), rows.getLong(5)))
                    : Optional.empty();
        }
    }

    /** A run that was never heard of. */
    public RunRow insert(TerminalId terminal, String run, long low, long next, long heardMillis) throws SQLException {
        long terminalId = terminalId(terminal);
        long id = inserted(statements.with(
                "insert into run (terminal_id, run, first_heard_millis, low, next) values (?, ?, ?, ?, ?) returning id",
                terminalId,
                run,
                heardMillis,
                low,
                next));
        return new RunRow(id, terminalId, run, 0, low, next);
    }

    /** Keeps what was heard of a run's boot, low and next. */
    public void update(RunRow run) throws SQLException {
        statements
                .with(
                        "update run set boot_id = ?, low = ?, next = ? where id = ?",
                        run.bootId() == 0 ? null : run.bootId(),
                        run.low(),
                        run.next(),
                        run.id())
                .executeUpdate();
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
                "select anchor_mono_millis, anchor_wall_millis, gateway_offset_millis, synced_mono_millis, synced_wall_millis"
                        + " from boot where id = ?",
                id);
        try (ResultSet row = query.executeQuery()) {
            if (!row.next()) {
                throw new SQLException("boot " + id + " is missing");
            }
            return new BootRow(id, reading(row, 1), nullable(row, 3), reading(row, 4));
        }
    }

    public void update(BootRow boot) throws SQLException {
        BootRow.Reading anchor = boot.anchor();
        BootRow.Reading synced = boot.synced();
        statements
                .with(
                        "update boot set anchor_mono_millis = ?, anchor_wall_millis = ?, gateway_offset_millis = ?,"
                                + " synced_mono_millis = ?, synced_wall_millis = ? where id = ?",
                        anchor == null ? null : anchor.mono(),
                        anchor == null ? null : anchor.wall(),
                        boot.gatewayOffset(),
                        synced == null ? null : synced.mono(),
                        synced == null ? null : synced.wall(),
                        boot.id())
                .executeUpdate();
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
