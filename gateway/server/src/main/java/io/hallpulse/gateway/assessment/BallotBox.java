package io.hallpulse.gateway.assessment;

import io.hallpulse.domain.assessment.ballot.FormRules;
import io.hallpulse.domain.assessment.ballot.Invalid;
import io.hallpulse.domain.assessment.ballot.Sheet;
import io.hallpulse.domain.assessment.ballot.Vote;
import io.hallpulse.domain.assessment.card.CanonicalJson;
import io.hallpulse.domain.assessment.ranking.Ticket;
import io.hallpulse.domain.assessment.round.FrozenSubject;
import io.hallpulse.domain.assessment.round.RoundPlan;
import io.hallpulse.domain.assessment.scheme.Scheme;
import io.hallpulse.domain.assessment.scheme.Source;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Opens what was cast: judges it by the form, mixes it by lot, and states what counts as facts. Inside a transaction. */
final class BallotBox {
    static final String WEB = "web";
    static final String PAPER = "paper";
    private static final int KEY_BYTES = 16;

    private final Facts facts;
    private final Random random;

    /**
     * A ballot to be judged.
     *
     * @param known why it does not count whatever it says; null where only that decides
     */
    record Cast(Vote vote, @Nullable Invalid known) {}

    /** @param random whose draws nobody can foresee */
    BallotBox(Facts facts, Random random) {
        this.facts = facts;
        this.random = random;
    }

    /** The receipt of an envelope: SHA-256 of its canonical JSON. */
    static String receipt(RoundRow round, EnvelopeTable.Envelope envelope) {
        Map<String, Object> tree = new TreeMap<>(VoteJson.tree(VoteJson.parse(envelope.answers())));
        tree.put("id", envelope.id());
        tree.put("round", round.name());
        tree.put("source", envelope.source());
        return Ticket.sha256(CanonicalJson.text(tree));
    }

    /** Opens the envelopes of a round that closes. They are gone then; their receipts stay. */
    void open(AssessStore.Tables tables, RoundRow round, Scheme scheme, RoundPlan plan) throws SQLException {
        for (Map.Entry<String, Source> source : scheme.sources().entrySet()) {
            if (source.getValue() instanceof Source.Ballot ballot
                    && ballot.admission().isWithoutRights()) {
                List<EnvelopeTable.Envelope> envelopes = tables.envelopes().of(round.id(), source.getKey());
                tables.envelopes()
                        .opened(
                                round.id(),
                                source.getKey(),
                                envelopes.stream()
                                        .map(one -> receipt(round, one))
                                        .toList());
                List<Cast> cast = envelopes.stream()
                        .map(one -> new Cast(VoteJson.parse(one.answers()), null))
                        .toList();
                count(tables, round, scheme, plan, source.getKey(), ballot, WEB, cast);
            }
        }
        for (PaperTable.Batch batch : tables.papers().of(round.id())) {
            if (batch.state() == PaperTable.State.ACCEPTED) {
                countPaper(tables, round, scheme, plan, batch);
            }
        }
    }

    /** Counts the sheets of an accepted batch. A serial that was read before, or that was never printed, makes a sheet invalid. */
    void countPaper(AssessStore.Tables tables, RoundRow round, Scheme scheme, RoundPlan plan, PaperTable.Batch batch)
            throws SQLException {
        if (!(scheme.sources().get(batch.source()) instanceof Source.Ballot ballot)) {
            throw new IllegalStateException("batch " + batch.n() + " is of " + batch.source() + ", which is no ballot");
        }
        boolean hasSerials = tables.papers().issued(round.id(), batch.source()) > 0;
        List<Cast> cast = new ArrayList<>();
        for (Sheet sheet : tables.papers().sheets(round.id(), batch).agreed().values()) {
            Invalid known = null;
            if (hasSerials && !tables.papers().isIssued(round.id(), batch.source(), sheet.serial(), sheet.serial())) {
                known = Invalid.FOREIGN_FORM;
            } else if (sheet.serial() > 0 && !tables.papers().read(round.id(), batch.source(), sheet.serial())) {
                known = Invalid.DUPLICATE;
            }
            cast.add(new Cast(sheet.vote(), known));
        }
        count(tables, round, scheme, plan, batch.source(), ballot, PAPER, cast);
        tables.papers()
                .put(
                        round.id(),
                        new PaperTable.Batch(
                                batch.n(),
                                batch.source(),
                                batch.sheets(),
                                batch.clerks(),
                                batch.done(),
                                PaperTable.State.COUNTED));
    }

    /** States what counts of some ballots, mixed, and keeps all of them with what came of each. */
    void count(
            AssessStore.Tables tables,
            RoundRow round,
            Scheme scheme,
            RoundPlan plan,
            String source,
            Source.Ballot ballot,
            String way,
            List<Cast> cast)
            throws SQLException {
        Set<String> subjects = tables.rounds().subjects(round.id()).stream()
                .map(FrozenSubject::id)
                .collect(Collectors.toSet());
        FormRules rules = FormRules.of(scheme, ballot, subjects);
        List<BallotTable.Opened> opened = new ArrayList<>();
        List<FactDraft> counted = new ArrayList<>();
        LocalDate day = plan.period().to();
        for (Cast one : cast) {
            Invalid invalid =
                    one.known() != null ? one.known() : rules.fault(one.vote()).orElse(null);
            opened.add(new BallotTable.Opened(
                    key(), VoteJson.text(one.vote()), invalid, rules.isStraightLined(one.vote())));
            if (invalid == null) {
                counted.add(
                        new FactDraft(source, one.vote().subject(), one.vote().value(), day, null));
            }
        }
        Collections.shuffle(counted, random);
        opened.sort((a, b) -> a.id().compareTo(b.id()));
        tables.ballots().add(round.id(), source, way, opened);
        if (!counted.isEmpty()) {
            String digest = Ticket.sha256(
                    source + "\n" + opened.stream().map(BallotTable.Opened::id).collect(Collectors.joining("\n")));
            facts.add(tables, Signer.CLOCK, round, counted, digest);
        }
    }

    /** A random key. */
    String key() {
        byte[] bytes = new byte[KEY_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
