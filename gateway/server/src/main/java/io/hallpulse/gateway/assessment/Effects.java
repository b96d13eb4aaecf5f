package io.hallpulse.gateway.assessment;

import io.hallpulse.domain.assessment.card.CountedRound;
import io.hallpulse.domain.assessment.fact.Fact;
import io.hallpulse.domain.assessment.fact.FactValue;
import io.hallpulse.domain.assessment.fact.Statement;
import io.hallpulse.domain.assessment.ranking.Place;
import io.hallpulse.domain.assessment.round.FrozenSubject;
import io.hallpulse.domain.assessment.rule.Consequence;
import io.hallpulse.domain.assessment.rule.Happening;
import io.hallpulse.domain.assessment.rule.PointsTotals;
import io.hallpulse.domain.assessment.rule.Rules;
import io.hallpulse.domain.assessment.scheme.Effect;
import io.hallpulse.domain.assessment.scheme.Flow;
import io.hallpulse.domain.assessment.scheme.Rule;
import io.hallpulse.domain.assessment.scheme.Scheme;
import io.hallpulse.domain.directory.Name;
import io.hallpulse.domain.directory.Text;
import io.hallpulse.domain.record.Change;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Carries out what rules say, in the transaction of what set them off, and once: a key for a cause, a rule and a subject is taken with it.
 * What a case came to by a rule of cases sets off no further one. Inside a transaction.
 */
final class Effects {
    private final MatterWork work;
    private final RoundSources sources;
    private final GivenPoints points;
    private final InstantSource clock;
    /** Whether a rule of cases is being carried out; the queue's thread alone. */
    private boolean ofCase;

    Effects(MatterWork work, Grammar grammar, RoundSources sources, StatedFacts stated, InstantSource clock) {
        this.work = work;
        this.sources = sources;
        this.points = new GivenPoints(grammar, sources, stated, clock);
        this.clock = clock;
    }

    /**
     * What set rules off.
     *
     * @param cause names it: the round, the fact, the entry of a case, the week
     * @param round null where there is none
     * @param fact number of the fact in that round; null for none
     * @param places of a round that is published; else empty
     * @param names of the subjects, as far as they are at hand
     */
    record Ground(
            String cause,
            MatterRow.From from,
            String scheme,
            int version,
            Scheme rules,
            @Nullable RoundRow round,
            @Nullable Long fact,
            Map<String, Place> places,
            Map<String, Name> names) {}

    /** Those of a round that is published by this transaction. */
    void published(AssessStore.Tables tables, RoundRow round, Scheme scheme) throws SQLException {
        CountedRound counted = RoundCount.of(tables, round, scheme);
        List<Consequence> all = Rules.published(counted.round(), counted.facts(), counted.places());
        Ground ground = new Ground(
                round.name(),
                MatterRow.From.RULE,
                round.scheme(),
                round.version(),
                scheme,
                round,
                null,
                counted.places(),
                tables.rounds().names(round.id()));
        Map<String, FrozenSubject> subjects = new LinkedHashMap<>();
        counted.round().subjects().forEach(subject -> subjects.put(subject.id(), subject));
        if (carryOut(tables, ground, all, subjects)) {
            points.give(tables, ground, PointsTotals.of(counted.round(), all));
        }
    }

    /**
     * Those of facts that count from now on: a second person verified them, or nobody has to.
     *
     * @param facts of the round
     */
    void counts(AssessStore.Tables tables, RoundRow round, Scheme scheme, List<Fact> facts) throws SQLException {
        if (scheme.rules().stream().noneMatch(rule -> rule.at() == Rule.At.FACT)) {
            return;
        }
        Map<String, FrozenSubject> subjects =
                held(tables, scheme, tables.rounds().subjects(round.id()));
        for (Fact fact : facts) {
            FrozenSubject subject = fact.subject() == null ? null : subjects.get(fact.subject());
            if (subject == null) {
                continue;
            }
            List<Consequence> all = Rules.happened(scheme, new Happening.FactVerified(fact), subject);
            Ground ground = new Ground(
                    round.name() + "/" + fact.id(),
                    MatterRow.From.FACT,
                    round.scheme(),
                    round.version(),
                    scheme,
                    round,
                    Long.valueOf(fact.id().substring(1)),
                    Map.of(),
                    Map.of());
            if (carryOut(tables, ground, all, subjects)) {
                points.giveEach(tables, ground, all, subjects);
            }
        }
    }

    /** The same of facts that were just stated, as far as nobody verifies them. */
    void stated(AssessStore.Tables tables, RoundRow round, Scheme scheme, List<FactDraft> drafts, long before)
            throws SQLException {
        List<Fact> facts = new ArrayList<>();
        for (int i = 0; i < drafts.size(); i++) {
            FactDraft draft = drafts.get(i);
            if ((draft.value() instanceof FactValue.Visit || draft.value() instanceof FactValue.Entry)
                    && Statement.verifiers(scheme, draft.source(), draft.value())
                            .isEmpty()) {
                facts.add(new Fact(FactRow.id(before + 1 + i), draft.source(), draft.subject(), draft.value(), true));
            }
        }
        counts(tables, round, scheme, facts);
    }

    /**
     * Those of a case that came to a state.
     *
     * @param entry of its log that says so
     */
    void caseCame(AssessStore.Tables tables, MatterRow row, int entry) throws SQLException {
        Optional<Scheme> scheme = work.flows().scheme(tables, row);
        if (ofCase || scheme.isEmpty() || scheme.get().rules().stream().noneMatch(rule -> rule.at() == Rule.At.CASE)) {
            return;
        }
        Map<String, FrozenSubject> subjects = held(tables, scheme.get(), List.of(today(scheme.get(), row.about())));
        for (FrozenSubject subject : subjects.values()) {
            List<Consequence> all = Rules.happened(
                    scheme.get(),
                    new Happening.CaseMoved(row.flow(), row.matter().state()),
                    subject);
            Ground ground = new Ground(
                    row.number() + "#" + entry,
                    MatterRow.From.RULE,
                    row.scheme(),
                    row.version(),
                    scheme.get(),
                    null,
                    null,
                    Map.of(),
                    Map.of());
            ofCase = true;
            try {
                if (carryOut(tables, ground, all, subjects)) {
                    points.giveEach(tables, ground, all, subjects);
                }
            } finally {
                ofCase = false;
            }
        }
    }

    /** Those of a week, which {@link WeekRules} found. */
    void ofWeek(
            AssessStore.Tables tables,
            WeekRules.Week week,
            Scheme scheme,
            List<Consequence> all,
            Map<String, FrozenSubject> subjects)
            throws SQLException {
        RoundRow round = week.round();
        Ground ground = new Ground(
                week.cause(),
                MatterRow.From.RULE,
                round.scheme(),
                round.version(),
                scheme,
                round,
                null,
                Map.of(),
                Map.of());
        if (carryOut(tables, ground, all, subjects)) {
            points.giveEach(tables, ground, all, subjects);
        }
    }

    /** A case's subject with who holds its posts today. */
    private FrozenSubject today(Scheme scheme, MatterRow.About about) {
        LocalDate day = clock.instant().atZone(sources.zone()).toLocalDate();
        return sources.subject(about.kind(), scheme.id(), about.subject(), day)
                .map(RoundSources.Planned::subject)
                .orElseGet(() ->
                        new FrozenSubject(about.subject(), about.category(), about.unit(), Map.of(), 0, 0, Set.of()));
    }

    /** Subjects by id, with the honours that they hold now. */
    static Map<String, FrozenSubject> held(AssessStore.Tables tables, Scheme scheme, List<FrozenSubject> subjects)
            throws SQLException {
        Map<String, Set<String>> open = tables.matters().openFlows(scheme.id());
        Map<String, FrozenSubject> byId = new LinkedHashMap<>();
        for (FrozenSubject subject : subjects) {
            byId.put(
                    subject.id(),
                    new FrozenSubject(
                            subject.id(),
                            subject.category(),
                            subject.unit(),
                            subject.posts(),
                            subject.services(),
                            subject.contacts(),
                            open.getOrDefault(subject.id(), Set.of())));
        }
        return byId;
    }

    /** The same subjects, each with the honours that it holds now. */
    List<RoundSources.Planned> holding(AssessStore.Tables tables, Scheme scheme, List<RoundSources.Planned> planned)
            throws SQLException {
        Map<String, FrozenSubject> held = held(
                tables,
                scheme,
                planned.stream().map(RoundSources.Planned::subject).toList());
        return planned.stream()
                .map(one ->
                        new RoundSources.Planned(held.getOrDefault(one.subject().id(), one.subject()), one.name()))
                .toList();
    }

    /**
     * Carries out consequences, all of a rule for a subject under one key.
     *
     * @return whether any was carried out now
     */
    private boolean carryOut(
            AssessStore.Tables tables,
            Ground ground,
            List<Consequence> consequences,
            Map<String, FrozenSubject> subjects)
            throws SQLException {
        Map<String, List<Consequence>> byKey = new LinkedHashMap<>();
        for (Consequence one : consequences) {
            byKey.computeIfAbsent(one.once(ground.cause()), key -> new ArrayList<>())
                    .add(one);
        }
        boolean any = false;
        for (Map.Entry<String, List<Consequence>> key : byKey.entrySet()) {
            if (tables.effects().begin(key.getKey(), key.getValue().size(), clock.millis())) {
                any = true;
                for (Consequence one : key.getValue()) {
                    carryOut(tables, ground, one, subjects.get(one.subject()));
                }
            }
        }
        return any;
    }

    private void carryOut(
            AssessStore.Tables tables, Ground ground, Consequence consequence, @Nullable FrozenSubject subject)
            throws SQLException {
        if (consequence.effect() instanceof Effect.Open open && !consequence.withheld()) {
            open(tables, ground, consequence, open, subject);
        } else if (consequence.effect() instanceof Effect.Move move) {
            Flow flow = FlowBook.require(ground.rules().flows(), move.flow());
            for (MatterRow row : tables.matters().of(ground.scheme(), move.flow(), consequence.subject())) {
                if (row.isOpen()) {
                    work.byRule(tables, row, flow, move.from(), move.to(), consequence.rule());
                }
            }
        }
        // points are given by receiver, see GivenPoints; who is excluded follows from the facts at every count
    }

    private void open(
            AssessStore.Tables tables,
            Ground ground,
            Consequence consequence,
            Effect.Open open,
            @Nullable FrozenSubject subject)
            throws SQLException {
        Scheme scheme = ground.rules();
        Place place = ground.places().get(consequence.subject());
        String grade = place == null ? null : place.grade();
        RoundRow round = ground.round();
        Flow flow = FlowBook.require(scheme.flows(), open.flow());
        MatterOpening opening = new MatterOpening(
                ground.scheme(),
                ground.version(),
                open.flow(),
                flow,
                about(ground, consequence.subject(), subject),
                new MatterRow.Cause(
                        ground.from(),
                        ground.cause() + "|" + consequence.rule(),
                        round == null || ground.fact() == null ? null : (Long) round.id(),
                        ground.fact()),
                new MatterRow.Addressee(
                        open.to().word(),
                        consequence.holder() == null ? "" : consequence.holder(),
                        open.by() == null ? "" : open.by().word()),
                "",
                "",
                open.propose() == null ? "" : open.propose(),
                grade == null || !flow.standing() ? "" : grade,
                null,
                null,
                Signer.CLOCK.actor());
        Optional<Text> refusal = work.refusal(tables, scheme, opening);
        if (refusal.isPresent()) {
            tables.audit()
                    .add(
                            new Change(
                                    Signer.CLOCK.actor(),
                                    "effect.refused",
                                    "effects/" + consequence.once(ground.cause()),
                                    "",
                                    open.flow() + ": " + refusal.get().en()),
                            clock.millis());
        } else {
            work.open(tables, scheme, opening);
        }
    }

    private MatterRow.About about(Ground ground, String id, @Nullable FrozenSubject subject) {
        String kind = ground.rules().subjects().kind().word();
        if (id.isEmpty()) {
            return new MatterRow.About(kind, "", "", "", ground.rules().name());
        }
        Name name = ground.names().get(id);
        return new MatterRow.About(
                kind,
                id,
                subject == null ? id : subject.unit(),
                subject == null ? "" : subject.category(),
                name == null ? called(kind, ground.scheme(), id) : name);
    }

    private Name called(String kind, String scheme, String id) {
        LocalDate day = clock.instant().atZone(sources.zone()).toLocalDate();
        return sources.subject(kind, scheme, id, day)
                .map(RoundSources.Planned::name)
                .orElse(new Name(id, id));
    }
}
