package io.hallpulse.gateway.assessment;

import io.hallpulse.domain.assessment.round.Signing;
import io.hallpulse.domain.assessment.scheme.AssessmentRole;
import io.hallpulse.domain.directory.Text;
import io.hallpulse.domain.record.Change;
import io.hallpulse.gateway.assessment.AssessRefused.Reason;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Signing a step that wants several persons. Inside a transaction. */
final class Signatures {
    private Signatures() {}

    /** The signatures under a step so far. */
    static Signing of(AssessStore.Tables tables, String object, String step, List<AssessmentRole> wanted)
            throws SQLException {
        return new Signing(
                wanted,
                tables.signatures().of(object, step).stream()
                        .map(SignatureTable.Given::signature)
                        .toList());
    }

    /**
     * Adds one. The last one is an entry of the record by itself, with what it brings about, which the caller adds.
     *
     * @param what as the record calls it
     * @param detail what is signed
     * @return whether all have signed now
     * @throws AssessRefused where it is not this person's turn
     */
    static boolean sign(
            AssessStore.Tables tables,
            Signer by,
            String object,
            String what,
            String step,
            List<AssessmentRole> wanted,
            String detail,
            long nowMillis)
            throws SQLException {
        Signing signing = of(tables, object, step, wanted);
        Optional<Text> refusal = signing.refusal(by.name(), by.roles());
        if (refusal.isPresent()) {
            throw new AssessRefused(Reason.NOT_ALLOWED, refusal.get());
        }
        AssessmentRole role = signing.next().orElseThrow();
        tables.signatures()
                .add(object, step, signing.given().size(), new Signing.Signature(role, by.name()), detail, nowMillis);
        if (!signing.isLast()) {
            tables.audit().add(new Change(by.as(role), what + ".sign", object, "", detail), nowMillis);
        }
        return signing.isLast();
    }
}
