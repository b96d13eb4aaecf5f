package io.hallpulse.gateway.assessment;

import io.hallpulse.domain.assessment.ballot.PaperBalance;
import io.hallpulse.domain.assessment.ballot.Sheet;
import io.hallpulse.domain.assessment.round.RoundState;
import io.hallpulse.domain.assessment.scheme.AssessmentRole;
import io.hallpulse.domain.assessment.scheme.Scheme;
import io.hallpulse.domain.assessment.scheme.Source;
import io.hallpulse.domain.directory.Text;
import io.hallpulse.gateway.assessment.AssessRefused.Reason;
import io.hallpulse.gateway.assessment.PaperTable.Batch;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Sheets of paper: two clerks key each pile without seeing each other's work, and a third person looks where they differ. Any thread. */
public final class Papers {
    /** Sheets of a batch at most. */
    public static final int MOST = 500;

    /** Sheets that are printed at once at most. */
    private static final int MOST_PRINTED = 200;

    /** The greatest number that is printed on a sheet. */
    static final long MOST_SERIAL = 999_999_999;

    private final AssessStore store;
    private final Grammar grammar;
    private final RoundSources sources;
    private final PaperKeying keying;
    private final InstantSource clock;

    Papers(AssessStore store, Grammar grammar, RoundSources sources, BallotBox box, InstantSource clock) {
        this.store = store;
        this.grammar = grammar;
        this.sources = sources;
        this.keying = new PaperKeying(store, grammar, sources, box, clock);
        this.clock = clock;
    }

    /**
     * A batch as one clerk may see it: nothing of what the other one keyed.
     *
     * @param n its number in the round
     * @param sheets how many there are, struck ones too
     * @param struck how many are missing and struck with a reason
     * @param clerk 1, 2 or 3; 0 for somebody who keys none of it
     * @param keyed how many sheets this clerk has keyed
     * @param missing places that this clerk has not keyed, of a third person those to be decided
     * @param differing how many wait for a third person
     * @param state keying, waiting (for a third person), accepted or counted
     */
    public record Standing(
            int n,
            String source,
            int sheets,
            int struck,
            int clerk,
            int keyed,
            List<Integer> missing,
            int differing,
            String state) {}

    /** Serials of one printing, both ends included. */
    public record Printing(String source, long first, long last) {
        private long within(long from, long to) {
            return Math.max(0, Math.min(last, to) - Math.max(first, from) + 1);
        }
    }

    /**
     * Says which serials were printed, so that others are known as foreign.
     *
     * @return how many are printed now in all
     * @throws AssessRefused where this person may not, or some of them are printed already
     */
    public CompletableFuture<Long> issue(
            Signer by, String scheme, String period, String source, long first, long last) {
        AssessmentRole role = by.require("printing sheets", List.of(AssessmentRole.ORGANISER));
        if (first < 1 || last < first || last > MOST_SERIAL) {
            throw new AssessRefused(
                    Reason.WRONG, "serials run from 1 to " + MOST_SERIAL + ", the first before the last");
        }
        return store.submit(tables -> {
            PaperRound on = PaperRound.of(tables, grammar, sources, scheme, period, clock.millis());
            on.requireBallot(source);
            if (tables.papers().isIssued(on.round().id(), source, first, last)) {
                throw new AssessRefused(
                        Reason.NOT_NOW, "some of the serials " + first + " to " + last + " are printed already");
            }
            tables.papers().issue(on.round().id(), source, first, last);
            on.note(tables, by, role, "paper.issue", on.round().object(), source + " " + first + ".." + last);
            return tables.papers().issued(on.round().id(), source);
        });
    }

    /** What is noted as printed, by source and serial. */
    public List<Printing> printed(String scheme, String period) {
        return store.read(tables ->
                tables.papers().printed(Rounds.require(tables, scheme, period).id()));
    }

    /**
     * Demands that this person prints sheets, and that all of their serials are noted; others would come back as foreign.
     *
     * @param count sheets, whose serials follow each other
     * @throws AssessRefused where one of both is not so
     */
    public void requirePrinting(Signer by, String scheme, String period, String source, long first, int count) {
        by.require("printing sheets", List.of(AssessmentRole.ORGANISER, AssessmentRole.RECORDER));
        if (first < 1 || count < 1 || count > MOST_PRINTED) {
            throw new AssessRefused(
                    Reason.WRONG,
                    new Text(
                            "一次打印 1 至 " + MOST_PRINTED + " 张，编号从 1 起",
                            "1 to " + MOST_PRINTED + " sheets are printed at once, of serials from 1 on"));
        }
        long last = first + count - 1;
        long noted = printed(scheme, period).stream()
                .filter(one -> one.source().equals(source))
                .mapToLong(one -> one.within(first, last))
                .sum();
        if (noted < count) {
            throw new AssessRefused(
                    Reason.NOT_NOW,
                    new Text(
                            "编号 " + first + " 至 " + last + " 没有全部登记为发出，收回时会当作外来票；请先登记",
                            "not all of the serials " + first + " to " + last
                                    + " are noted as printed, and would come back as foreign; note them first"));
        }
    }

    /**
     * Takes in a pile of sheets under a number; the same again changes nothing.
     *
     * @param n its number in the round, from 1 on
     * @param sheets how many there are, 1 to {@link #MOST}, each stamped with its place from 1 on
     * @throws AssessRefused where this person may not, the number is another pile's, or the time for sheets is over
     */
    public CompletableFuture<Standing> take(Signer by, String scheme, String period, int n, String source, int sheets) {
        AssessmentRole role =
                by.require("taking in sheets", List.of(AssessmentRole.ORGANISER, AssessmentRole.RECORDER));
        if (n < 1 || sheets < 1 || sheets > MOST) {
            throw new AssessRefused(Reason.WRONG, "a batch has a number from 1 on and 1 to " + MOST + " sheets");
        }
        return store.submit(tables -> {
            PaperRound on = PaperRound.of(tables, grammar, sources, scheme, period, clock.millis());
            on.requireBallot(source);
            Batch before = tables.papers().find(on.round().id(), n).orElse(null);
            if (before != null && (!before.source().equals(source) || before.sheets() != sheets)) {
                throw new AssessRefused(Reason.NOT_NOW, "batch " + n + " is there; take another number");
            }
            if (before == null) {
                if (on.round().state() == RoundState.FROZEN
                                && clock.instant().isBefore(on.plan().opens())
                        || !clock.instant().isBefore(on.plan().lateOver())) {
                    throw new AssessRefused(
                            Reason.NOT_NOW,
                            "sheets come back from " + on.plan().opens() + " until "
                                    + on.plan().lateOver());
                }
                tables.papers()
                        .add(
                                on.round().id(),
                                new Batch(
                                        n,
                                        source,
                                        sheets,
                                        List.of("", "", ""),
                                        List.of(false, false),
                                        PaperTable.State.KEYING));
                on.note(tables, by, role, "paper.take", on.object(n), source + " " + sheets + " sheets");
            }
            return PaperStandings.of(tables, on.round(), on.require(tables, n), by);
        });
    }

    /**
     * Keys a sheet. The first two persons are the clerks, a third one keys what they keyed differently.
     *
     * @throws AssessRefused where this person may not, or has said that the sheet is keyed
     */
    public CompletableFuture<Standing> key(Signer by, String scheme, String period, int n, int place, Sheet sheet) {
        return keying.key(by, scheme, period, n, place, sheet);
    }

    /**
     * Says that a clerk has keyed all sheets of a batch.
     *
     * @throws AssessRefused where a sheet is missing: it is found and keyed, or struck with a reason
     */
    public CompletableFuture<Standing> done(Signer by, String scheme, String period, int n) {
        return keying.done(by, scheme, period, n);
    }

    /**
     * Strikes a sheet that is missing.
     *
     * @throws AssessRefused where this person may not, there is no reason, or the sheet is keyed, so that it is there
     */
    public CompletableFuture<Standing> strike(
            Signer by, String scheme, String period, int n, int place, String reason) {
        return keying.strike(by, scheme, period, n, place, reason);
    }

    /** The batches of a round as somebody may see them. */
    public List<Standing> batches(Signer by, String scheme, String period) {
        return store.read(tables -> {
            RoundRow round = Rounds.require(tables, scheme, period);
            List<Standing> batches = new ArrayList<>();
            for (Batch batch : tables.papers().of(round.id())) {
                batches.add(PaperStandings.of(tables, round, batch, by));
            }
            return batches;
        });
    }

    /** The sheets of a round by source: issued and returned, valid and invalid. */
    public Map<String, PaperBalance> balance(String scheme, String period) {
        return store.read(tables -> {
            RoundRow round = Rounds.require(tables, scheme, period);
            Scheme rules = grammar.of(Schemes.require(tables, round.scheme(), round.version()));
            Map<String, PaperBalance> balance = new LinkedHashMap<>();
            for (Map.Entry<String, Source> source : rules.sources().entrySet()) {
                if (source.getValue() instanceof Source.Ballot) {
                    balance.put(source.getKey(), balance(tables, round, source.getKey()));
                }
            }
            return balance;
        });
    }

    private static PaperBalance balance(AssessStore.Tables tables, RoundRow round, String source) throws SQLException {
        long sheets = 0;
        long invalid = 0;
        for (BallotTable.Count count : tables.ballots().counts(round.id())) {
            if (count.source().equals(source) && count.way().equals(BallotBox.PAPER)) {
                sheets += count.ballots();
                invalid += count.invalid() == null ? 0 : count.ballots();
            }
        }
        long issued = tables.papers().issued(round.id(), source);
        long foreign = issued == 0 ? 0 : sheets - tables.papers().serials(round.id(), source);
        return new PaperBalance(issued, sheets, invalid, foreign);
    }
}
