package io.hallpulse.gateway.assessment;

import io.hallpulse.domain.assessment.ballot.PaperBatch;
import io.hallpulse.domain.assessment.ballot.Sheet;
import io.hallpulse.domain.assessment.ranking.Ticket;
import io.hallpulse.domain.assessment.round.RoundState;
import io.hallpulse.domain.assessment.scheme.AssessmentRole;
import io.hallpulse.gateway.assessment.AssessRefused.Reason;
import io.hallpulse.gateway.assessment.PaperTable.Batch;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** The keying of sheets: by two clerks, each without the other's work, and by a third person what they keyed differently. Any thread. */
final class PaperKeying {
    /** The third person, counted from 0 on. */
    private static final int THIRD = 2;

    private final AssessStore store;
    private final Grammar grammar;
    private final RoundSources sources;
    private final BallotBox box;
    private final InstantSource clock;

    PaperKeying(AssessStore store, Grammar grammar, RoundSources sources, BallotBox box, InstantSource clock) {
        this.store = store;
        this.grammar = grammar;
        this.sources = sources;
        this.box = box;
        this.clock = clock;
    }

    /**
     * Keys a sheet. The first two persons are the clerks, a third one keys what they keyed differently.
     *
     * @throws AssessRefused where this person may not, or has said that the sheet is keyed
     */
    CompletableFuture<Papers.Standing> key(Signer by, String scheme, String period, int n, int place, Sheet sheet) {
        AssessmentRole role = by.require("keying sheets", List.of(AssessmentRole.RECORDER));
        if (sheet.serial() < 0 || sheet.serial() > Papers.MOST_SERIAL) {
            throw new AssessRefused(
                    Reason.WRONG, "a serial is a number from 1 to " + Papers.MOST_SERIAL + ", or left out");
        }
        return store.submit(tables -> {
            PaperRound on = PaperRound.of(tables, grammar, sources, scheme, period, clock.millis());
            Batch batch = on.requireKeying(tables, n);
            PaperBatch keyed = tables.papers().sheets(on.round().id(), batch);
            int clerk = clerk(batch, by);
            if (place < 1 || place > batch.sheets() || keyed.struck().contains(place)) {
                throw new AssessRefused(Reason.WRONG, "batch " + n + " has no sheet " + place);
            }
            if (clerk == THIRD && !(batch.isKeyed() && keyed.differing().contains(place))) {
                throw new AssessRefused(
                        Reason.NOT_NOW, "two clerks key batch " + n + "; a third one keys what they keyed differently");
            }
            if (clerk < THIRD && batch.done().get(clerk)) {
                throw new AssessRefused(Reason.NOT_NOW, by.name() + " has keyed batch " + n + "; it stays");
            }
            Batch claimed = claimed(batch, clerk, by);
            tables.papers().put(on.round().id(), claimed);
            tables.papers().key(on.round().id(), n, place, clerk + 1, sheet);
            on.note(
                    tables,
                    by,
                    role,
                    "paper.key",
                    on.object(n) + "/" + place,
                    Ticket.sha256(sheet.serial() + " " + VoteJson.text(sheet.vote())));
            return PaperStandings.of(tables, on.round(), settled(tables, by, on, claimed), by);
        });
    }

    /** Which of the three somebody is, from 0 on. */
    private static int clerk(Batch batch, Signer by) {
        int known = batch.clerks().indexOf(by.name());
        if (known >= 0) {
            return known;
        }
        int free = batch.clerks().indexOf("");
        if (free < 0) {
            throw new AssessRefused(
                    Reason.NOT_ALLOWED, "batch " + batch.n() + " has its two clerks and its third person already");
        }
        return free;
    }

    private static Batch claimed(Batch batch, int clerk, Signer by) {
        List<String> clerks = new ArrayList<>(batch.clerks());
        clerks.set(clerk, by.name());
        return new Batch(batch.n(), batch.source(), batch.sheets(), clerks, batch.done(), batch.state());
    }

    /**
     * Says that a clerk has keyed all sheets of a batch.
     *
     * @throws AssessRefused where a sheet is missing: it is found and keyed, or struck with a reason
     */
    CompletableFuture<Papers.Standing> done(Signer by, String scheme, String period, int n) {
        AssessmentRole role = by.require("keying sheets", List.of(AssessmentRole.RECORDER));
        return store.submit(tables -> {
            PaperRound on = PaperRound.of(tables, grammar, sources, scheme, period, clock.millis());
            Batch batch = on.requireKeying(tables, n);
            int clerk = batch.clerks().indexOf(by.name());
            if (clerk < 0 || clerk == THIRD) {
                throw new AssessRefused(Reason.NOT_ALLOWED, by.name() + " is no clerk of batch " + n);
            }
            if (batch.done().get(clerk)) {
                return PaperStandings.of(tables, on.round(), batch, by);
            }
            PaperBatch keyed = tables.papers().sheets(on.round().id(), batch);
            List<Integer> missing = keyed.missing(clerk == 0 ? keyed.first() : keyed.second());
            if (!missing.isEmpty()) {
                int wanted = batch.sheets() - keyed.struck().size();
                throw new AssessRefused(
                        Reason.NOT_NOW,
                        "batch " + n + " has " + wanted + " sheets and " + (wanted - missing.size())
                                + " are keyed; find "
                                + missing.stream().limit(5).map(String::valueOf).collect(Collectors.joining(", "))
                                + ", or have them struck with a reason");
            }
            List<Boolean> done = new ArrayList<>(batch.done());
            done.set(clerk, true);
            Batch keyedAll = new Batch(n, batch.source(), batch.sheets(), batch.clerks(), done, batch.state());
            tables.papers().put(on.round().id(), keyedAll);
            on.note(tables, by, role, "paper.done", on.object(n), "clerk " + (clerk + 1));
            return PaperStandings.of(tables, on.round(), settled(tables, by, on, keyedAll), by);
        });
    }

    /** Strikes a sheet that is missing. */
    CompletableFuture<Papers.Standing> strike(
            Signer by, String scheme, String period, int n, int place, String reason) {
        AssessmentRole role = by.require("striking a sheet", List.of(AssessmentRole.ORGANISER, AssessmentRole.AUDITOR));
        if (reason.isBlank()) {
            throw new AssessRefused(Reason.WRONG, "say why the sheet is struck");
        }
        return store.submit(tables -> {
            PaperRound on = PaperRound.of(tables, grammar, sources, scheme, period, clock.millis());
            Batch batch = on.requireKeying(tables, n);
            PaperBatch keyed = tables.papers().sheets(on.round().id(), batch);
            if (place < 1 || place > batch.sheets() || keyed.struck().contains(place)) {
                throw new AssessRefused(Reason.WRONG, "batch " + n + " has no sheet " + place);
            }
            if (keyed.first().containsKey(place) || keyed.second().containsKey(place)) {
                throw new AssessRefused(Reason.NOT_NOW, "sheet " + place + " of batch " + n + " is keyed; it is there");
            }
            tables.papers().strike(on.round().id(), n, place, by.name(), reason.strip());
            on.note(tables, by, role, "paper.strike", on.object(n) + "/" + place, reason.strip());
            return PaperStandings.of(tables, on.round(), batch, by);
        });
    }

    /** Accepts a batch of which each sheet is agreed on, and counts it where its round has closed. */
    private Batch settled(AssessStore.Tables tables, Signer by, PaperRound on, Batch batch) throws SQLException {
        if (!batch.isKeyed()
                || !tables.papers().sheets(on.round().id(), batch).differing().isEmpty()) {
            return batch;
        }
        Batch accepted = new Batch(
                batch.n(), batch.source(), batch.sheets(), batch.clerks(), batch.done(), PaperTable.State.ACCEPTED);
        tables.papers().put(on.round().id(), accepted);
        on.note(
                tables,
                by,
                AssessmentRole.RECORDER,
                "paper.accept",
                on.object(batch.n()),
                accepted.sheets() + " sheets");
        if (on.round().state() == RoundState.CLOSED) {
            box.countPaper(tables, on.round(), on.scheme(), on.plan(), accepted);
            return on.require(tables, batch.n());
        }
        return accepted;
    }
}
