package io.hallpulse.gateway.assessment;

import io.hallpulse.domain.assessment.round.Signing;
import io.hallpulse.domain.assessment.scheme.AssessmentRole;
import io.hallpulse.domain.assessment.scheme.Word;
import io.hallpulse.gateway.database.Statements;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Who signed which step of what. Inside a transaction. */
final class SignatureTable {
    private final Statements statements;

    SignatureTable(Statements statements) {
        this.statements = statements;
    }

    /**
     * A signature as it is stored.
     *
     * @param detail what was signed: a digest, a reason
     */
    record Given(Signing.Signature signature, String detail) {}

    List<Given> of(String object, String step) throws SQLException {
        List<Given> found = new ArrayList<>();
        try (ResultSet row = statements
                .with(
                        "select role, who, detail from signature where object = ? and step = ? order by place",
                        object,
                        step)
                .executeQuery()) {
            while (row.next()) {
                AssessmentRole role =
                        Word.of(AssessmentRole.class, row.getString(1)).orElseThrow();
                found.add(new Given(new Signing.Signature(role, row.getString(2)), row.getString(3)));
            }
        }
        return found;
    }

    void add(String object, String step, int place, Signing.Signature signature, String detail, long nowMillis)
            throws SQLException {
        statements
                .with(
                        "insert into signature (object, step, place, role, who, at_millis, detail)"
                                + " values (?, ?, ?, ?, ?, ?, ?)",
                        object,
                        step,
                        place,
                        signature.role().word(),
                        signature.who(),
                        nowMillis,
                        detail)
                .executeUpdate();
    }

    /** Takes back what was signed so far of a step. */
    void clear(String object, String step) throws SQLException {
        statements
                .with("delete from signature where object = ? and step = ?", object, step)
                .executeUpdate();
    }
}
