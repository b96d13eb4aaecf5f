package io.hallpulse.gateway.assessment;

import io.hallpulse.domain.assessment.round.RoundPlan;
import io.hallpulse.domain.assessment.scheme.AssessmentRole;
import io.hallpulse.domain.assessment.scheme.Scheme;
import io.hallpulse.domain.assessment.scheme.Source;
import io.hallpulse.domain.record.Change;
import io.hallpulse.gateway.assessment.AssessRefused.Reason;
import io.hallpulse.gateway.assessment.PaperTable.Batch;
import java.sql.SQLException;

/**
 * A round as far as its sheets of paper go. Inside a transaction.
 *
 * @param nowMillis when it is looked at, milliseconds since 1970
 */
record PaperRound(RoundRow round, Scheme scheme, RoundPlan plan, long nowMillis) {
    /**
     * One that takes sheets.
     *
     * @throws AssessRefused where there is none, or it does not
     */
    static PaperRound of(
            AssessStore.Tables tables,
            Grammar grammar,
            RoundSources sources,
            String scheme,
            String period,
            long nowMillis)
            throws SQLException {
        RoundRow round = Rounds.require(tables, scheme, period);
        if (!round.state().takesFacts()) {
            throw new AssessRefused(
                    Reason.NOT_NOW,
                    "round " + round.name() + " is " + round.state().word() + "; its sheets stay");
        }
        Scheme rules = grammar.of(Schemes.require(tables, round.scheme(), round.version()));
        return new PaperRound(round, rules, Rounds.plan(round, rules, sources), nowMillis);
    }

    /** Refuses a source that has no sheets. */
    void requireBallot(String source) {
        if (!(scheme.sources().get(source) instanceof Source.Ballot ballot)
                || !ballot.admission().isWithoutRights()) {
            throw new AssessRefused(Reason.WRONG, "source " + source + " is no open or box ballot");
        }
    }

    /**
     * A batch of it.
     *
     * @throws AssessRefused where there is none of that number
     */
    Batch require(AssessStore.Tables tables, int n) throws SQLException {
        return tables.papers()
                .find(round.id(), n)
                .orElseThrow(
                        () -> new AssessRefused(Reason.UNKNOWN, "no paper batch " + n + " in round " + round.name()));
    }

    /**
     * A batch of it that is still keyed.
     *
     * @throws AssessRefused where there is none of that number, or it stays as it is
     */
    Batch requireKeying(AssessStore.Tables tables, int n) throws SQLException {
        Batch batch = require(tables, n);
        if (batch.state() != PaperTable.State.KEYING) {
            throw new AssessRefused(
                    Reason.NOT_NOW, "batch " + n + " is " + batch.state().word() + " and stays");
        }
        return batch;
    }

    /** A batch as the record of changes names it. */
    String object(int n) {
        return round.object() + "/paper/" + n;
    }

    /** Adds to the record of changes. */
    void note(AssessStore.Tables tables, Signer by, AssessmentRole role, String what, String object, String after)
            throws SQLException {
        tables.audit().add(new Change(by.as(role), what, object, "", after), nowMillis);
    }
}
