package io.hallpulse.gateway.store;

import io.hallpulse.contract.TerminalId;
import io.hallpulse.domain.record.Actor;
import io.hallpulse.gateway.database.Statements;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Every version of the files that terminals are wanted to run on. Inside a transaction. */
public final class TerminalConfigTable {
    private static final String SELECT =
            "select hall, terminal, version, config, who, role, at_millis, action, command,"
                    + " applied, error from terminal_config";
    private static final String OF_TERMINAL = " where hall = ? and terminal = ? order by version desc";

    private final Statements statements;

    TerminalConfigTable(Statements statements) {
        this.statements = statements;
    }

    /** The last version of a terminal. */
    public Optional<TerminalConfigRow> last(TerminalId terminal) throws SQLException {
        return rows(statements.with(SELECT + OF_TERMINAL + " limit 1", terminal.hall(), terminal.terminal())).stream()
                .findFirst();
    }

    /** The versions of a terminal, the last one first. */
    List<TerminalConfigRow> all(TerminalId terminal) throws SQLException {
        return rows(statements.with(SELECT + OF_TERMINAL, terminal.hall(), terminal.terminal()));
    }

    /** The last versions of terminals that have yet to say what became of them. */
    List<TerminalConfigRow> open() throws SQLException {
        return rows(statements.with(SELECT + " c where command is not null and applied is null and version ="
                + " (select max(version) from terminal_config l where l.hall = c.hall and l.terminal = c.terminal)"));
    }

    public void insert(TerminalConfigRow row) throws SQLException {
        statements
                .with(
                        "insert into terminal_config (hall, terminal, version, config, who, role, at_millis, action,"
                                + " command) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                        row.terminal().hall(),
                        row.terminal().terminal(),
                        row.version(),
                        row.config(),
                        row.by().name(),
                        row.by().role(),
                        row.atMillis(),
                        row.action(),
                        row.command())
                .executeUpdate();
    }

    /** What became of a version. */
    public void settle(TerminalId terminal, long version, boolean applied, @Nullable String error) throws SQLException {
        statements
                .with(
                        "update terminal_config set applied = ?, error = ? where hall = ? and terminal = ? and version = ?",
                        applied ? 1 : 0,
                        error,
                        terminal.hall(),
                        terminal.terminal(),
                        version)
                .executeUpdate();
    }

    private static List<TerminalConfigRow> rows(PreparedStatement select) throws SQLException {
        List<TerminalConfigRow> found = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                int applied = row.getInt("applied");
                found.add(new TerminalConfigRow(
                        new TerminalId(row.getString("hall"), row.getString("terminal")),
                        row.getLong("version"),
                        row.getString("config"),
                        new Actor(row.getString("who"), row.getString("role")),
                        row.getLong("at_millis"),
                        row.getString("action"),
                        row.getString("command"),
                        row.getObject("applied") == null ? null : applied == 1,
                        row.getString("error")));
            }
        }
        return found;
    }
}
