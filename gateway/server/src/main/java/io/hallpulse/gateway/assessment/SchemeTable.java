package io.hallpulse.gateway.assessment;

import io.hallpulse.domain.assessment.scheme.Word;
import io.hallpulse.gateway.database.Statements;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The versions of all schemes. Inside a transaction. */
final class SchemeTable {
    private static final String COLUMNS = "scheme, version, state, digest, file, uploaded_by, uploaded_millis";

    private final Statements statements;

    SchemeTable(Statements statements) {
        this.statements = statements;
    }

    /** All versions, by scheme and then the newest first. */
    List<SchemeRow> all() throws SQLException {
        return rows("order by scheme, version desc");
    }

    Optional<SchemeRow> find(String scheme, int version) throws SQLException {
        return rows("where scheme = ? and version = ?", scheme, version).stream()
                .findFirst();
    }

    Optional<SchemeRow> inForce(String scheme) throws SQLException {
        return rows("where scheme = ? and state = ?", scheme, SchemeRow.State.IN_FORCE.word()).stream()
                .findFirst();
    }

    private List<SchemeRow> rows(String rest, @Nullable Object... parameters) throws SQLException {
        List<SchemeRow> found = new ArrayList<>();
        try (ResultSet row = statements
                .with("select " + COLUMNS + " from scheme " + rest, parameters)
                .executeQuery()) {
            while (row.next()) {
                found.add(new SchemeRow(
                        row.getString(1),
                        row.getInt(2),
                        Word.of(SchemeRow.State.class, row.getString(3)).orElseThrow(),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6),
                        row.getLong(7)));
            }
        }
        return found;
    }

    void put(SchemeRow row) throws SQLException {
        statements
                .with("delete from scheme where scheme = ? and version = ?", row.scheme(), row.version())
                .executeUpdate();
        statements
                .with(
                        "insert into scheme (" + COLUMNS + ") values (?, ?, ?, ?, ?, ?, ?)",
                        row.scheme(),
                        row.version(),
                        row.state().word(),
                        row.digest(),
                        row.file(),
                        row.uploadedBy(),
                        row.uploadedMillis())
                .executeUpdate();
    }
}
