package io.hallpulse.gateway.store;

import io.hallpulse.contract.TerminalId;
import io.hallpulse.gateway.database.Statements;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The register of certificates. Inside a transaction. */
public final class CertificateTable {
    private static final String COLUMNS =
            "serial, kind, name, hall, terminal, state, issued_millis, not_after_millis, changed_millis, fingerprint, pem";

    private final Statements statements;

    CertificateTable(Statements statements) {
        this.statements = statements;
    }

    /** All of them, by name and then the oldest first. */
    public List<CertificateRow> all() throws SQLException {
        List<CertificateRow> found = new ArrayList<>();
        try (ResultSet row = statements
                .with("select " + COLUMNS + " from certificate order by name, issued_millis, serial")
                .executeQuery()) {
            while (row.next()) {
                found.add(certificate(row));
            }
        }
        return found;
    }

    public void insert(CertificateRow row) throws SQLException {
        TerminalId terminal = row.terminal();
        statements
                .with(
                        "insert into certificate (" + COLUMNS + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                        row.serial(),
                        row.kind(),
                        row.name(),
                        terminal == null ? null : terminal.hall(),
                        terminal == null ? null : terminal.terminal(),
                        row.state(),
                        row.issuedMillis(),
                        row.notAfterMillis(),
                        row.changedMillis(),
                        row.fingerprint(),
                        row.pem())
                .executeUpdate();
    }

    /** Gives the certificate of that serial this one's state. */
    public void update(CertificateRow row) throws SQLException {
        statements
                .with(
                        "update certificate set state = ?, changed_millis = ? where serial = ?",
                        row.state(),
                        row.changedMillis(),
                        row.serial())
                .executeUpdate();
    }

    public void remove(String serial) throws SQLException {
        statements.with("delete from certificate where serial = ?", serial).executeUpdate();
    }

    private static CertificateRow certificate(ResultSet row) throws SQLException {
        String hall = row.getString(4);
        return new CertificateRow(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                hall == null ? null : new TerminalId(hall, row.getString(5)),
                row.getString(6),
                row.getLong(7),
                row.getLong(8),
                row.getLong(9),
                row.getString(10),
                row.getString(11));
    }
}
