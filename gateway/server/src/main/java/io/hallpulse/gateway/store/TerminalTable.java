package io.hallpulse.gateway.store;

import io.hallpulse.contract.TerminalId;
import io.hallpulse.gateway.database.Statements;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;

/** What was last heard of each terminal, as rows. The writer's thread, inside a transaction. */
public final class TerminalTable {
    private final Statements statements;

    TerminalTable(Statements statements) {
        this.statements = statements;
    }

    void keep(Map<TerminalId, TerminalState> states) throws SQLException {
        PreparedStatement upsert = statements.with(
                "insert into terminal (hall, terminal, state, heard_millis, waiting_since_millis, stopped, windows)"
                        + " values (?, ?, ?, ?, ?, ?, ?)"
                        + " on conflict (hall, terminal) do update set state = excluded.state,"
                        + " heard_millis = excluded.heard_millis, waiting_since_millis = excluded.waiting_since_millis,"
                        + " stopped = excluded.stopped, windows = excluded.windows");
        for (Map.Entry<TerminalId, TerminalState> of : states.entrySet()) {
            TerminalState state = of.getValue();
            upsert.setString(1, of.getKey().hall());
            upsert.setString(2, of.getKey().terminal());
            upsert.setString(3, state.state());
            upsert.setLong(4, state.heardMillis());
            Statements.setLong(upsert, 5, state.waitingSinceMillis());
            upsert.setInt(6, state.stopped() ? 1 : 0);
            upsert.setString(7, String.join(" ", state.windows()));
            upsert.addBatch();
        }
        upsert.executeBatch();
    }

    /** Takes a terminal off the list; what it refused to store stays in the account. */
    public void forget(TerminalId terminal) throws SQLException {
        statements
                .with(
                        "update terminal set state = null, heard_millis = null where hall = ? and terminal = ?",
                        terminal.hall(),
                        terminal.terminal())
                .executeUpdate();
    }

    void keepStatuses(Map<TerminalId, TerminalBook.OnlineStatus> statuses) throws SQLException {
        PreparedStatement update =
                statements.with("update terminal set status = ?, status_millis = ? where hall = ? and terminal = ?");
        for (Map.Entry<TerminalId, TerminalBook.OnlineStatus> kept : statuses.entrySet()) {
            update.setString(1, kept.getValue().json());
            update.setLong(2, kept.getValue().receivedMillis());
            update.setString(3, kept.getKey().hall());
            update.setString(4, kept.getKey().terminal());
            update.addBatch();
        }
        update.executeBatch();
    }
}
