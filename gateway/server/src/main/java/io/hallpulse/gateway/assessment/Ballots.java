package io.hallpulse.gateway.assessment;

import io.hallpulse.domain.assessment.ballot.Invalid;
import io.hallpulse.domain.assessment.ballot.Vote;
import io.hallpulse.domain.assessment.ranking.Ticket;
import io.hallpulse.domain.assessment.round.RoundPlan;
import io.hallpulse.domain.assessment.round.RoundState;
import io.hallpulse.domain.assessment.scheme.AssessmentRole;
import io.hallpulse.domain.assessment.scheme.Form;
import io.hallpulse.domain.assessment.scheme.Scheme;
import io.hallpulse.domain.assessment.scheme.Source;
import io.hallpulse.domain.directory.Name;
import io.hallpulse.domain.record.Change;
import io.hallpulse.gateway.assessment.AssessRefused.Reason;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Votes of open and box ballots (design 5.1, 5.3). A vote is the one change of assessments that has no entry in the record of changes: that
 * has an instant, and the entry of a round's closing says how many there were. Any thread.
 */
public final class Ballots {
    /** Characters of a hint at most. */
    public static final int HINT = 500;

    private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");

    private final AssessStore store;
    private final Grammar grammar;
    private final RoundSources sources;
    private final BallotBox box;
    private final InstantSource clock;
    private final Bursts bursts;

    Ballots(AssessStore store, Grammar grammar, RoundSources sources, BallotBox box, InstantSource clock) {
        this.store = store;
        this.grammar = grammar;
        this.sources = sources;
        this.box = box;
        this.clock = clock;
        this.bursts = new Bursts(clock);
    }

    /** Whether votes are taken. */
    public enum Opening {
        NOT_YET,
        OPEN,
        CLOSED
    }

    /** Whom a vote can be about. */
    public record Subject(String id, String category, Name name) {}

    /**
     * An open call or a box.
     *
     * @param opens when it does
     * @param closes the first instant at which no vote is taken any more
     * @param subjects who can be chosen, by id
     */
    public record Call(
            RoundRow round,
            Scheme scheme,
            String source,
            Source.Ballot ballot,
            Form form,
            Opening opening,
            Instant opens,
            Instant closes,
            Map<String, Subject> subjects) {}

    /**
     * What a voter sends.
     *
     * @param id 32 hexadecimal digits that the voter's phone drew; the same again is the same envelope
     * @param hint for the discipline, kept apart; empty for none
     */
    public record Sent(String id, Vote vote, String hint) {}

    /** What came of it. */
    public enum Outcome {
        STORED,
        /** The same envelope was there. */
        KNOWN,
        NOT_YET,
        CLOSED
    }

    /**
     * What a voter is answered.
     *
     * @param receipt SHA-256 of the envelope; empty where it was not taken
     */
    public record Answer(Outcome outcome, String receipt) {}

    /**
     * The call of a round.
     *
     * @param source null for the first one
     * @throws AssessRefused where there is none
     */
    public Call call(String scheme, String period, @Nullable String source) {
        return store.read(tables -> call(tables, Rounds.require(tables, scheme, period), source));
    }

    private Call call(AssessStore.Tables tables, RoundRow round, @Nullable String wanted) throws SQLException {
        Scheme scheme = grammar.of(Schemes.require(tables, round.scheme(), round.version()));
        for (Map.Entry<String, Source> source : scheme.sources().entrySet()) {
            boolean isMeant = wanted == null || wanted.equals(source.getKey());
            if (isMeant
                    && source.getValue() instanceof Source.Ballot ballot
                    && ballot.admission().isWithoutRights()
                    && scheme.notYetRun().isEmpty()) {
                return call(tables, round, scheme, source.getKey(), ballot);
            }
        }
        throw new AssessRefused(Reason.UNKNOWN, "round " + round.name() + " has no such open call");
    }

    private Call call(AssessStore.Tables tables, RoundRow round, Scheme scheme, String source, Source.Ballot ballot)
            throws SQLException {
        RoundPlan plan = Rounds.plan(round, scheme, sources);
        Integer month = ballot.month();
        Instant opens = plan.opens();
        Instant closes = plan.closes();
        if (month != null) {
            LocalDate first = plan.period().from().withMonth(month).withDayOfMonth(1);
            opens = first.atStartOfDay(plan.zone()).toInstant();
            closes = first.plusMonths(1).atStartOfDay(plan.zone()).toInstant();
        }
        Form form = scheme.forms().get(ballot.form());
        if (form == null) {
            throw new AssessRefused(Reason.UNKNOWN, "scheme " + scheme.id() + " has no form " + ballot.form());
        }
        return new Call(
                round,
                scheme,
                source,
                ballot,
                form,
                opening(round.state(), month != null, opens, closes),
                opens,
                closes,
                tables.rounds().named(round.id()));
    }

    private Opening opening(RoundState state, boolean ofMonth, Instant opens, Instant closes) {
        Instant now = clock.instant();
        boolean takes = state == RoundState.OPEN || (ofMonth && state == RoundState.FROZEN);
        boolean before = state == RoundState.PLANNED || state == RoundState.FROZEN || now.isBefore(opens);
        if (takes && !now.isBefore(opens) && now.isBefore(closes)) {
            return Opening.OPEN;
        }
        return before && now.isBefore(closes) ? Opening.NOT_YET : Opening.CLOSED;
    }

    /** A round with the scheme that it is of. */
    public record Overview(RoundRow round, Scheme scheme) {}

    /** A round by its name. */
    public Overview overview(String scheme, String period) {
        return store.read(tables -> {
            RoundRow round = Rounds.require(tables, scheme, period);
            return new Overview(round, grammar.of(Schemes.require(tables, round.scheme(), round.version())));
        });
    }

    /**
     * Takes a vote: its envelope and its hint, both or neither. It is there once this is completed.
     *
     * @throws AssessRefused where there is no such round, or the request is none that our page makes
     */
    public CompletableFuture<Answer> cast(String scheme, String period, String source, Sent sent) {
        if (!ID.matcher(sent.id()).matches()) {
            throw new AssessRefused(Reason.WRONG, "id is 32 hexadecimal digits, drawn at random");
        }
        // beside the queue of changes: what is refused or known already waits in no queue, and breaks off no
        // transaction
        Answer before = store.read(tables -> judged(tables, scheme, period, source, sent))
                .answer();
        if (before != null) {
            return CompletableFuture.completedFuture(before);
        }
        return store.submit(tables -> {
            Judged vote = judged(tables, scheme, period, source, sent);
            Answer meanwhile = vote.answer();
            if (meanwhile != null) {
                return meanwhile;
            }
            Call call = vote.call();
            long round = call.round().id();
            tables.envelopes().add(round, vote.envelope());
            tables.envelopes()
                    .addTip(round, box.key(), asksTip(call) ? sent.hint().strip() : "");
            int burst = bursts.add(Ticket.sha256(call.round().name() + " " + call.source() + " "
                    + vote.envelope().answers()));
            if (burst > 0) {
                tables.envelopes().addBurst(round, call.source(), burst);
            }
            return new Answer(Outcome.STORED, vote.receipt());
        });
    }

    /**
     * A vote as it would be stored.
     *
     * @param answer null where it is to be stored
     */
    private record Judged(
            Call call,
            EnvelopeTable.Envelope envelope,
            String receipt,
            @Nullable Answer answer) {}

    private Judged judged(AssessStore.Tables tables, String scheme, String period, String source, Sent sent)
            throws SQLException {
        RoundRow round = Rounds.require(tables, scheme, period);
        Call call = call(tables, round, source);
        Optional<EnvelopeTable.Envelope> known = tables.envelopes().find(round.id(), sent.id());
        if (known.isPresent()) {
            String receipt = BallotBox.receipt(round, known.get());
            return new Judged(call, known.get(), receipt, new Answer(Outcome.KNOWN, receipt));
        }
        EnvelopeTable.Envelope envelope =
                new EnvelopeTable.Envelope(sent.id(), call.source(), VoteJson.text(fitting(call, sent)));
        String receipt = receipt(round, envelope);
        if (call.opening() == Opening.OPEN) {
            return new Judged(call, envelope, receipt, null);
        }
        Answer answer = tables.envelopes().hasReceipt(round.id(), receipt)
                ? new Answer(Outcome.KNOWN, receipt)
                : new Answer(call.opening() == Opening.CLOSED ? Outcome.CLOSED : Outcome.NOT_YET, "");
        return new Judged(call, envelope, receipt, answer);
    }

    private static String receipt(RoundRow round, EnvelopeTable.Envelope envelope) {
        try {
            return BallotBox.receipt(round, envelope);
        } catch (IllegalArgumentException e) { // it could not be read when the round closes
            throw new AssessRefused(Reason.WRONG, "the vote cannot be read: " + e.getMessage());
        }
    }

    /** The receipt of an envelope that is there already; empty where it is not. */
    public Optional<String> known(String scheme, String period, String id) {
        return store.read(tables -> {
            RoundRow round = Rounds.require(tables, scheme, period);
            return tables.envelopes().find(round.id(), id).map(envelope -> BallotBox.receipt(round, envelope));
        });
    }

    private static Vote fitting(Call call, Sent sent) {
        int most = call.form() instanceof Form.Many many && many.remarkMost() != null ? many.remarkMost() : 0;
        String remark = sent.vote().remark().strip();
        if (remark.codePointCount(0, remark.length()) > most) {
            throw new AssessRefused(Reason.WRONG, "a remark has at most " + most + " characters here");
        }
        if (sent.hint().codePointCount(0, sent.hint().length()) > HINT) {
            throw new AssessRefused(Reason.WRONG, "a hint has at most " + HINT + " characters");
        }
        return new Vote(sent.vote().subject(), sent.vote().value(), remark);
    }

    /** Whether some answer of a call's form asks for a hint. */
    public static boolean asksTip(Call call) {
        return call.form() instanceof Form.One one
                && one.questions().stream()
                        .map(question -> call.scheme().scales().get(question.scale()))
                        .anyMatch(scale ->
                                scale != null && scale.options().stream().anyMatch(option -> option.asksTip()));
    }

    /**
     * Ballots of one kind, after the close.
     *
     * @param way {@code web} or {@code paper}
     * @param invalid why they do not count; empty where they do
     * @param alike of them that answer everything alike, which changes nothing
     */
    public record Opened(String way, String invalid, long ballots, long alike) {}

    /**
     * How many votes came, and nothing of what they say.
     *
     * @param waiting in envelopes of an open round
     * @param opened after it closed
     * @param bursts of them in bursts of equal ones, which changes nothing
     */
    public record Counted(long waiting, List<Opened> opened, long bursts) {}

    /** Those of a round's open and box ballots, by source. */
    public Map<String, Counted> counts(String scheme, String period) {
        return store.read(tables -> {
            RoundRow round = Rounds.require(tables, scheme, period);
            Map<String, Long> waiting = tables.envelopes().counts(round.id());
            List<BallotTable.Count> opened = tables.ballots().counts(round.id());
            Map<String, Counted> counts = new LinkedHashMap<>();
            for (Map.Entry<String, Source> source : grammar.of(Schemes.require(tables, round.scheme(), round.version()))
                    .sources()
                    .entrySet()) {
                if (source.getValue() instanceof Source.Ballot) {
                    String id = source.getKey();
                    counts.put(
                            id,
                            new Counted(
                                    waiting.getOrDefault(id, 0L),
                                    opened.stream()
                                            .filter(one -> one.source().equals(id))
                                            .map(Ballots::opened)
                                            .toList(),
                                    tables.envelopes().bursts(round.id(), id)));
                }
            }
            return counts;
        });
    }

    private static Opened opened(BallotTable.Count count) {
        Invalid invalid = count.invalid();
        return new Opened(count.way(), invalid == null ? "" : invalid.word(), count.ballots(), count.alike());
    }

    /**
     * The sorted receipts of a closed round, by source.
     *
     * @throws AssessRefused where there is none, or it is not closed
     */
    public Map<String, List<String>> receipts(String scheme, String period) {
        return store.read(tables ->
                tables.envelopes().receipts(ofReceipts(tables, scheme, period).id()));
    }

    /**
     * How many they are.
     *
     * @throws AssessRefused where there is none, or it is not closed
     */
    public long receiptCount(String scheme, String period) {
        return store.read(tables -> tables.envelopes()
                .receiptCount(ofReceipts(tables, scheme, period).id()));
    }

    private static RoundRow ofReceipts(AssessStore.Tables tables, String scheme, String period) throws SQLException {
        RoundRow round = Rounds.require(tables, scheme, period);
        if (round.state().compareTo(RoundState.CLOSED) < 0) {
            throw new AssessRefused(Reason.NOT_NOW, "receipts are published once round " + round.name() + " is closed");
        }
        return round;
    }

    /**
     * The hints of a closed round, in no order; that they were read is noted.
     *
     * @throws AssessRefused where the person is not of the discipline, or the round is not closed
     */
    public CompletableFuture<List<String>> tips(Signer by, String scheme, String period) {
        AssessmentRole role = by.require("reading hints", List.of(AssessmentRole.DISCIPLINE));
        return store.submit(tables -> {
            RoundRow round = Rounds.require(tables, scheme, period);
            if (round.state().compareTo(RoundState.CLOSED) < 0) {
                throw new AssessRefused(Reason.NOT_NOW, "hints are shown once round " + round.name() + " is closed");
            }
            List<String> tips = tables.envelopes().tips(round.id());
            tables.audit()
                    .add(
                            new Change(by.as(role), "ballot.tips.read", round.object(), "", tips.size() + " hints"),
                            clock.millis());
            return tips;
        });
    }
}
