package io.hallpulse.gateway.assessment;

import io.hallpulse.domain.assessment.publication.PublicCase;
import java.sql.SQLException;
import java.util.List;

/** What is public of the cases of a scheme. Inside a transaction. */
@FunctionalInterface
interface PublicCases {
    /**
     * The cases of some flows.
     *
     * @param round whose scheme they are of
     * @param flows ids in that scheme
     * @param opened whether only those are wanted that the rules of this round have opened
     */
    List<PublicCase> of(AssessStore.Tables tables, RoundRow round, List<String> flows, boolean opened)
            throws SQLException;
}
