package io.hallpulse.gateway.assessment;

import io.hallpulse.domain.record.Change;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;

/** Puts facts that were looked at into a round, as one batch with its entry of the record. Inside a transaction. */
final class StatedFacts {
    private final InstantSource clock;

    StatedFacts(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Adds a batch.
     *
     * @param digest by which the batch is known again
     * @return the number before that of the first fact
     */
    long add(AssessStore.Tables tables, Signer by, RoundRow round, List<FactDraft> facts, String digest)
            throws SQLException {
        long now = clock.millis();
        tables.facts().addBatch(round.id(), digest, by.name(), now, facts.size());
        long before = tables.facts().add(round.id(), facts, by.name(), digest, now);
        tables.audit()
                .add(
                        new Change(
                                by.actor(),
                                "facts.state",
                                round.object(),
                                "",
                                (facts.isEmpty()
                                                ? "none"
                                                : FactRow.id(before + 1) + ".." + FactRow.id(before + facts.size()))
                                        + " " + digest),
                        now);
        return before;
    }
}
