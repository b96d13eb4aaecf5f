package io.hallpulse.gateway.assessment;

import io.hallpulse.domain.assessment.round.RoundStep;
import io.hallpulse.domain.record.Change;
import io.hallpulse.gateway.assessment.AssessRefused.Reason;
import java.sql.SQLException;
import java.time.InstantSource;

/** Takes steps of rounds once all have signed, each with its entry in the record of changes. Inside a transaction. */
final class RoundSteps {
    private final InstantSource clock;

    RoundSteps(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * The round that a step is to be taken of.
     *
     * @throws AssessRefused where there is none, or the step does not lead on from where it is
     */
    static RoundRow require(AssessStore.Tables tables, String scheme, String period, RoundStep step)
            throws SQLException {
        RoundRow round = Rounds.require(tables, scheme, period);
        if (!step.leadsFrom(round.state())) {
            throw new AssessRefused(
                    Reason.NOT_NOW,
                    "round " + round.name() + " is " + round.state().word() + "; from there it cannot be "
                            + step.to().word());
        }
        return round;
    }

    /**
     * Signs a step.
     *
     * @param detail that all have to sign alike, such as a digest
     * @return whether it was the last signature that the step wants
     */
    boolean sign(AssessStore.Tables tables, Signer by, RoundRow round, RoundStep step, String detail)
            throws SQLException {
        return Signatures.sign(
                tables,
                by,
                round.object(),
                "round." + step.word(),
                step.word(),
                step.signers(),
                detail,
                clock.millis());
    }

    /** Takes a step. */
    RoundRow move(AssessStore.Tables tables, Signer by, RoundRow round, RoundStep step, String detail)
            throws SQLException {
        RoundRow moved = round.in(step.to(), clock.millis());
        tables.rounds().put(moved);
        if (step != RoundStep.ANNUL) {
            tables.signatures().clear(round.object(), RoundStep.ANNUL.word()); // whoever wanted that saw another state
        }
        tables.audit()
                .add(
                        new Change(
                                by.actor(),
                                "round." + step.word(),
                                round.object(),
                                round.state().word(),
                                detail.isEmpty()
                                        ? moved.state().word()
                                        : moved.state().word() + " " + detail),
                        clock.millis());
        return moved;
    }
}
