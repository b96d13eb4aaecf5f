package io.hallpulse.gateway.assessment;

import io.hallpulse.domain.assessment.scheme.Scheme;
import java.sql.SQLException;

/** What a round asks of its publications. Inside a transaction. */
interface RoundPublications {
    /** Whether all that the scheme publishes of a round is signed. */
    boolean areSigned(AssessStore.Tables tables, RoundRow round, Scheme scheme) throws SQLException;

    /** Shows what is signed, now that the round is published. */
    void published(AssessStore.Tables tables, Signer by, RoundRow round) throws SQLException;
}
