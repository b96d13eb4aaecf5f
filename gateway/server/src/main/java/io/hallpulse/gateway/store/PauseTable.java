package io.hallpulse.gateway.store;

import io.hallpulse.domain.duty.Pause;
import io.hallpulse.gateway.database.Statements;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** When windows paused. Those of one window do not overlap. Inside a transaction. */
public final class PauseTable {
    private static final String PAUSE = "select hall, window_id, from_millis, ends_millis from window_pause p";

    private final Statements statements;

    PauseTable(Statements statements) {
        this.statements = statements;
    }

    /** The newest of each window. */
    public List<Pause> newest() throws SQLException {
        return pauses(statements.with(PAUSE + " where from_millis = (select max(from_millis) from window_pause o"
                + " where o.hall = p.hall and o.window_id = p.window_id) order by hall, window_id"));
    }

    /** The newest of a window; null where it never paused. */
    public @Nullable Pause newest(String hall, String window) throws SQLException {
        return begunBy(hall, window, Long.MAX_VALUE);
    }

    private @Nullable Pause begunBy(String hall, String window, long millis) throws SQLException {
        List<Pause> found = pauses(statements.with(
                PAUSE + " where hall = ? and window_id = ? and from_millis <= ? order by from_millis desc limit 1",
                hall,
                window,
                millis));
        return found.isEmpty() ? null : found.get(0);
    }

    private static List<Pause> pauses(PreparedStatement query) throws SQLException {
        List<Pause> found = new ArrayList<>();
        try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
                found.add(new Pause(row.getString(1), row.getString(2), row.getLong(3), row.getLong(4)));
            }
        }
        return found;
    }

    /**
     * Begins one.
     *
     * @param who had it begin
     */
    public void insert(Pause pause, String who) throws SQLException {
        statements
                .with(
                        "insert into window_pause (hall, window_id, from_millis, ends_millis, who) values (?, ?, ?, ?, ?)",
                        pause.hall(),
                        pause.window(),
                        pause.fromMillis(),
                        pause.endsMillis(),
                        who)
                .executeUpdate();
    }

    /**
     * Keeps that one has ended.
     *
     * @param who ended it
     */
    public void end(Pause pause, String who) throws SQLException {
        statements
                .with(
                        "update window_pause set ends_millis = ?, ended_by = ?"
                                + " where hall = ? and window_id = ? and from_millis = ?",
                        pause.endsMillis(),
                        who,
                        pause.hall(),
                        pause.window(),
                        pause.fromMillis())
                .executeUpdate();
    }

    /**
     * When the newest press of a window that counts was placed, milliseconds since 1970.
     *
     * @param leastMillis what is answered where there is none from then on
     */
    public long newestPress(String hall, String window, long leastMillis) throws SQLException {
        try (ResultSet row = statements
                .with(
                        "select p.placed_millis from press p cross join run r cross join terminal t"
                                + " where p.state = 0 and p.placed_millis >= ? and r.id = p.run_id"
                                + " and t.id = r.terminal_id and t.hall = ? and p.window_id = ?"
                                + " order by p.placed_millis desc limit 1",
                        leastMillis,
                        hall,
                        window)
                .executeQuery()) {
            return row.next() ? row.getLong(1) : leastMillis;
        }
    }

    /**
     * The last pause that had begun at an instant, and at which other instants that is so, too.
     *
     * @param pause null where there is none
     * @param toMillis the last of them
     */
    record Last(@Nullable Pause pause, long fromMillis, long toMillis) {
        boolean isOf(long millis) {
            return fromMillis <= millis && millis <= toMillis;
        }
    }

    Last last(String hall, String window, long millis) throws SQLException {
        Pause before = begunBy(hall, window, millis);
        List<Pause> after = pauses(statements.with(
                PAUSE + " where hall = ? and window_id = ? and from_millis > ? order by from_millis limit 1",
                hall,
                window,
                millis));
        return new Last(
                before,
                before == null ? Long.MIN_VALUE : before.fromMillis(),
                after.isEmpty() ? Long.MAX_VALUE : after.get(0).fromMillis() - 1);
    }
}
