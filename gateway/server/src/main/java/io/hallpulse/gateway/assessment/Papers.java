package io.hallpulse.gateway.assessment;

import io.hallpulse.domain.assessment.ballot.PaperBalance;
import io.hallpulse.domain.assessment.ballot.PaperBatch;
import io.hallpulse.domain.assessment.ballot.Sheet;
import io.hallpulse.domain.assessment.ranking.Ticket;
import io.hallpulse.domain.assessment.round.RoundPlan;
import io.hallpulse.domain.assessment.round.RoundState;
import io.hallpulse.domain.assessment.scheme.AssessmentRole;
import io.hallpulse.domain.assessment.scheme.Scheme;
import io.hallpulse.domain.assessment.scheme.Source;
import io.hallpulse.domain.directory.Text;
import io.hallpulse.domain.record.Change;
import io.hallpulse.gateway.assessment.AssessRefused.Reason;
import io.hallpulse.gateway.assessment.PaperTable.Batch;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** Sheets of paper: two clerks key each pile without seeing each other's work, and a third person looks where they differ. Any thread. */
public final class Papers {
    /** Sheets of a batch at most. */
    public static final int MOST = 500;

    private static final int THIRD = 2;
    private static final long MOST_SERIAL = 999_999_999;

    private final AssessStore store;
    private final Grammar grammar;
    private final RoundSources sources;
    private final BallotBox box;
    private final InstantSource clock;

    Papers(AssessStore store, Grammar grammar, RoundSources sources, BallotBox box, InstantSource clock) {
        this.store = store;
        this.grammar = grammar;
        this.sources = sources;
        this.box = box;
        this.clock = clock;
    }

    /**
     * A batch as one clerk may see it: nothing of what the other one keyed.
     *
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

    /** What makes a round wait, for the people who can clear it away. */
    static List<Text> waiting(AssessStore.Tables tables, RoundRow round) throws SQLException {
        List<Text> blocks = new ArrayList<>();
        for (Batch batch : tables.papers().of(round.id())) {
            if (batch.state() == PaperTable.State.KEYING) {
                int differing = batch.isKeyed()
                        ? tables.papers().sheets(round.id(), batch).differing().size()
                        : 0;
                blocks.add(
                        differing > 0
                                ? new Text(
                                        "纸质票第 " + batch.n() + " 批有 " + differing + " 张两人录入不一致，待第三人核对",
                                        "paper batch " + batch.n() + ": " + differing
                                                + " sheets that the clerks keyed differently wait for a third person")
                                : new Text(
                                        "纸质票第 " + batch.n() + " 批尚未由两人录完",
                                        "paper batch " + batch.n() + " is not keyed by two clerks yet"));
            }
        }
        return blocks;
    }

    /** What a round is to these sheets. */
    private record On(RoundRow round, Scheme scheme, RoundPlan plan) {}

    private On on(AssessStore.Tables tables, String scheme, String period) throws SQLException {
        RoundRow round = Rounds.require(tables, scheme, period);
        if (!round.state().takesFacts()) {
            throw new AssessRefused(
                    Reason.NOT_NOW,
                    "round " + round.name() + " is " + round.state().word() + "; its sheets stay");
        }
        Scheme rules = grammar.of(Schemes.require(tables, round.scheme(), round.version()));
        return new On(round, rules, Rounds.plan(round, rules, sources));
    }

    private static void requireBallot(On on, String source) {
        if (!(on.scheme().sources().get(source) instanceof Source.Ballot ballot)
                || !ballot.admission().isWithoutRights()) {
            throw new AssessRefused(Reason.WRONG, "source " + source + " is no open or box ballot");
        }
    }

    private void note(
            AssessStore.Tables tables, Signer by, AssessmentRole role, String what, String object, String after)
            throws SQLException {
        tables.audit().add(new Change(by.as(role), what, object, "", after), clock.millis());
    }

    /** Says which serials were printed, so that others are known as foreign. */
    public CompletableFuture<Long> issue(
            Signer by, String scheme, String period, String source, long first, long last) {
        AssessmentRole role = by.require("printing sheets", List.of(AssessmentRole.ORGANISER));
        if (first < 1 || last < first || last > MOST_SERIAL) {
            throw new AssessRefused(
                    Reason.WRONG, "serials run from 1 to " + MOST_SERIAL + ", the first before the last");
        }
        return store.submit(tables -> {
            On on = on(tables, scheme, period);
            requireBallot(on, source);
            if (tables.papers().isIssued(on.round().id(), source, first, last)) {
                throw new AssessRefused(
                        Reason.NOT_NOW, "some of the serials " + first + " to " + last + " are printed already");
            }
            tables.papers().issue(on.round().id(), source, first, last);
            note(tables, by, role, "paper.issue", on.round().object(), source + " " + first + ".." + last);
            return tables.papers().issued(on.round().id(), source);
        });
    }

    /**
     * Takes in a pile of sheets under a number; the same again changes nothing.
     *
     * @param sheets how many there are, each stamped with its place from 1 on
     */
    public CompletableFuture<Standing> take(Signer by, String scheme, String period, int n, String source, int sheets) {
        AssessmentRole role =
                by.require("taking in sheets", List.of(AssessmentRole.ORGANISER, AssessmentRole.RECORDER));
        if (n < 1 || sheets < 1 || sheets > MOST) {
            throw new AssessRefused(Reason.WRONG, "a batch has a number from 1 on and 1 to " + MOST + " sheets");
        }
        return store.submit(tables -> {
            On on = on(tables, scheme, period);
            requireBallot(on, source);
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
                note(tables, by, role, "paper.take", object(on, n), source + " " + sheets + " sheets");
            }
            return standing(tables, on.round(), require(tables, on, n), by);
        });
    }

    private static String object(On on, int n) {
        return on.round().object() + "/paper/" + n;
    }

    private static Batch require(AssessStore.Tables tables, On on, int n) throws SQLException {
        return tables.papers()
                .find(on.round().id(), n)
                .orElseThrow(() -> new AssessRefused(
                        Reason.UNKNOWN,
                        "no paper batch " + n + " in round " + on.round().name()));
    }

    private static Batch requireKeying(AssessStore.Tables tables, On on, int n) throws SQLException {
        Batch batch = require(tables, on, n);
        if (batch.state() != PaperTable.State.KEYING) {
            throw new AssessRefused(
                    Reason.NOT_NOW, "batch " + n + " is " + batch.state().word() + " and stays");
        }
        return batch;
    }

    /**
     * Keys a sheet. The first two persons are the clerks, a third one keys what they keyed differently.
     *
     * @throws AssessRefused where this person may not, or has said that the sheet is keyed
     */
    public CompletableFuture<Standing> key(Signer by, String scheme, String period, int n, int place, Sheet sheet) {
        AssessmentRole role = by.require("keying sheets", List.of(AssessmentRole.RECORDER));
        if (sheet.serial() < 0 || sheet.serial() > MOST_SERIAL) {
            throw new AssessRefused(Reason.WRONG, "a serial is a number from 1 to " + MOST_SERIAL + ", or left out");
        }
        return store.submit(tables -> {
            On on = on(tables, scheme, period);
            Batch batch = requireKeying(tables, on, n);
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
            note(
                    tables,
                    by,
                    role,
                    "paper.key",
                    object(on, n) + "/" + place,
                    Ticket.sha256(sheet.serial() + " " + VoteJson.text(sheet.vote())));
            return standing(tables, on.round(), settled(tables, by, on, claimed), by);
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
    public CompletableFuture<Standing> done(Signer by, String scheme, String period, int n) {
        AssessmentRole role = by.require("keying sheets", List.of(AssessmentRole.RECORDER));
        return store.submit(tables -> {
            On on = on(tables, scheme, period);
            Batch batch = requireKeying(tables, on, n);
            int clerk = batch.clerks().indexOf(by.name());
            if (clerk < 0 || clerk == THIRD) {
                throw new AssessRefused(Reason.NOT_ALLOWED, by.name() + " is no clerk of batch " + n);
            }
            if (batch.done().get(clerk)) {
                return standing(tables, on.round(), batch, by);
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
            note(tables, by, role, "paper.done", object(on, n), "clerk " + (clerk + 1));
            return standing(tables, on.round(), settled(tables, by, on, keyedAll), by);
        });
    }

    /** Strikes a sheet that is missing. */
    public CompletableFuture<Standing> strike(
            Signer by, String scheme, String period, int n, int place, String reason) {
        AssessmentRole role = by.require("striking a sheet", List.of(AssessmentRole.ORGANISER, AssessmentRole.AUDITOR));
        if (reason.isBlank()) {
            throw new AssessRefused(Reason.WRONG, "say why the sheet is struck");
        }
        return store.submit(tables -> {
            On on = on(tables, scheme, period);
            Batch batch = requireKeying(tables, on, n);
            PaperBatch keyed = tables.papers().sheets(on.round().id(), batch);
            if (place < 1 || place > batch.sheets() || keyed.struck().contains(place)) {
                throw new AssessRefused(Reason.WRONG, "batch " + n + " has no sheet " + place);
            }
            if (keyed.first().containsKey(place) || keyed.second().containsKey(place)) {
                throw new AssessRefused(Reason.NOT_NOW, "sheet " + place + " of batch " + n + " is keyed; it is there");
            }
            tables.papers().strike(on.round().id(), n, place, by.name(), reason.strip());
            note(tables, by, role, "paper.strike", object(on, n) + "/" + place, reason.strip());
            return standing(tables, on.round(), batch, by);
        });
    }

    /** Accepts a batch of which each sheet is agreed on, and counts it where its round has closed. */
    private Batch settled(AssessStore.Tables tables, Signer by, On on, Batch batch) throws SQLException {
        if (!batch.isKeyed()
                || !tables.papers().sheets(on.round().id(), batch).differing().isEmpty()) {
            return batch;
        }
        Batch accepted = new Batch(
                batch.n(), batch.source(), batch.sheets(), batch.clerks(), batch.done(), PaperTable.State.ACCEPTED);
        tables.papers().put(on.round().id(), accepted);
        note(tables, by, AssessmentRole.RECORDER, "paper.accept", object(on, batch.n()), accepted.sheets() + " sheets");
        if (on.round().state() == RoundState.CLOSED) {
            box.countPaper(tables, on.round(), on.scheme(), on.plan(), accepted);
            return require(tables, on, batch.n());
        }
        return accepted;
    }

    private static Standing standing(AssessStore.Tables tables, RoundRow round, Batch batch, Signer by)
            throws SQLException {
        PaperBatch sheets = tables.papers().sheets(round.id(), batch);
        int clerk = batch.clerks().indexOf(by.name());
        Map<Integer, Sheet> own =
                clerk < 0 ? Map.of() : clerk == 0 ? sheets.first() : clerk == 1 ? sheets.second() : sheets.third();
        List<Integer> differing = batch.isKeyed() ? sheets.differing() : List.of();
        boolean decides = batch.isKeyed() && clerk != 0 && clerk != 1;
        boolean waits = batch.state() == PaperTable.State.KEYING && !differing.isEmpty();
        return new Standing(
                batch.n(),
                batch.source(),
                batch.sheets(),
                sheets.struck().size(),
                clerk + 1,
                own.size(),
                decides ? differing : sheets.missing(own),
                differing.size(),
                waits ? "waiting" : batch.state().word());
    }

    /** The batches of a round as somebody may see them. */
    public List<Standing> batches(Signer by, String scheme, String period) {
        return store.read(tables -> {
            RoundRow round = Rounds.require(tables, scheme, period);
            List<Standing> batches = new ArrayList<>();
            for (Batch batch : tables.papers().of(round.id())) {
                batches.add(standing(tables, round, batch, by));
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
