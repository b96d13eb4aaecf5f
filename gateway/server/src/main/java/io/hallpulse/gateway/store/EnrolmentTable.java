package io.hallpulse.gateway.store;

import io.hallpulse.contract.TerminalId;
import io.hallpulse.gateway.database.Statements;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Codes that let terminals ask, and what they asked. Inside a transaction. */
public final class EnrolmentTable {
    private static final String REQUEST =
            "select request, fingerprint, public_key, origin, since_millis, state, hall, terminal,"
                    + " serial from enrolment_request";

    private final Statements statements;

    EnrolmentTable(Statements statements) {
        this.statements = statements;
    }

    public void invite(InvitationRow row) throws SQLException {
        TerminalId terminal = row.terminal();
        statements
                .with(
                        "insert into invitation (hash, hall, terminal, made_millis, expires_millis) values (?, ?, ?, ?, ?)",
                        row.hash(),
                        terminal == null ? null : terminal.hall(),
                        terminal == null ? null : terminal.terminal(),
                        row.madeMillis(),
                        row.expiresMillis())
                .executeUpdate();
    }

    public Optional<InvitationRow> invitation(String hash) throws SQLException {
        try (ResultSet row = statements
                .with(
                        "select hall, terminal, made_millis, expires_millis, request from invitation where hash = ?",
                        hash)
                .executeQuery()) {
            return row.next()
                    ? Optional.of(new InvitationRow(
                            hash,
                            terminal(row.getString(1), row.getString(2)),
                            row.getLong(3),
                            row.getLong(4),
                            row.getString(5)))
                    : Optional.empty();
        }
    }

    /** Takes out codes that nobody used and that expired before then. */
    public void removeUnused(long beforeMillis) throws SQLException {
        statements
                .with("delete from invitation where request is null and expires_millis < ?", beforeMillis)
                .executeUpdate();
    }

    /** A request by a code that no other has used. */
    public void ask(InvitationRow code, EnrolmentRow row) throws SQLException {
        TerminalId terminal = row.terminal();
        statements
                .with(
                        "insert into enrolment_request (request, fingerprint, public_key, origin, since_millis, state, hall,"
                                + " terminal) values (?, ?, ?, ?, ?, ?, ?, ?)",
                        row.request(),
                        row.fingerprint(),
                        row.publicKey(),
                        row.origin(),
                        row.sinceMillis(),
                        row.state(),
                        terminal == null ? null : terminal.hall(),
                        terminal == null ? null : terminal.terminal())
                .executeUpdate();
        statements
                .with("update invitation set request = ? where hash = ?", row.request(), code.hash())
                .executeUpdate();
    }

    public Optional<EnrolmentRow> request(String request) throws SQLException {
        try (ResultSet row =
                statements.with(REQUEST + " where request = ?", request).executeQuery()) {
            return row.next() ? Optional.of(read(row)) : Optional.empty();
        }
    }

    /** Those that nobody has decided yet, the oldest first. */
    public List<EnrolmentRow> pending() throws SQLException {
        List<EnrolmentRow> found = new ArrayList<>();
        try (ResultSet row = statements
                .with(REQUEST + " where state = ? order by since_millis, request", EnrolmentRow.PENDING)
                .executeQuery()) {
            while (row.next()) {
                found.add(read(row));
            }
        }
        return found;
    }

    public void accept(String request, TerminalId terminal, String serial) throws SQLException {
        statements
                .with(
                        "update enrolment_request set state = ?, hall = ?, terminal = ?, serial = ? where request = ?",
                        EnrolmentRow.ACCEPTED,
                        terminal.hall(),
                        terminal.terminal(),
                        serial,
                        request)
                .executeUpdate();
    }

    public void refuse(String request) throws SQLException {
        statements
                .with("update enrolment_request set state = ? where request = ?", EnrolmentRow.REFUSED, request)
                .executeUpdate();
    }

    private static EnrolmentRow read(ResultSet row) throws SQLException {
        return new EnrolmentRow(
                row.getString("request"),
                row.getString("fingerprint"),
                row.getString("public_key"),
                row.getString("origin"),
                row.getLong("since_millis"),
                row.getString("state"),
                terminal(row.getString("hall"), row.getString("terminal")),
                row.getString("serial"));
    }

    private static @Nullable TerminalId terminal(@Nullable String hall, @Nullable String terminal) {
        return hall == null || terminal == null ? null : new TerminalId(hall, terminal);
    }
}
