package io.hallpulse.gateway.assessment;

import io.hallpulse.domain.assessment.fact.FactValue;
import io.hallpulse.domain.assessment.figure.Fraction;
import io.hallpulse.domain.assessment.round.FrozenSubject;
import io.hallpulse.domain.assessment.round.RoundPlan;
import io.hallpulse.domain.assessment.rule.Consequence;
import io.hallpulse.domain.assessment.rule.PointsGiven;
import io.hallpulse.domain.assessment.scheme.Effect;
import io.hallpulse.domain.assessment.scheme.Post;
import io.hallpulse.domain.assessment.scheme.Scheme;
import io.hallpulse.domain.assessment.scheme.Source;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Points that rules give: a row each, to be exported, and an entry of the ledger of that name where a round of another scheme that runs
 * now has one and assesses the receiver. The entry counts once it is verified, as any other of that ledger. Inside a transaction.
 */
final class GivenPoints {
    private final Grammar grammar;
    private final RoundSources sources;
    private final StatedFacts stated;
    private final InstantSource clock;

    GivenPoints(Grammar grammar, RoundSources sources, StatedFacts stated, InstantSource clock) {
        this.grammar = grammar;
        this.sources = sources;
        this.stated = stated;
        this.clock = clock;
    }

    /** Those of a round, by receiver. */
    void give(AssessStore.Tables tables, Effects.Ground ground, List<PointsGiven> all) throws SQLException {
        Map<String, Integer> places = new HashMap<>();
        for (PointsGiven one : all) {
            give(tables, ground, one, places.merge(one.rule(), 1, Integer::sum));
        }
    }

    /** Those of something that happened to one subject; a rule gives as much as it gives, there is no round to add it up in. */
    void giveEach(
            AssessStore.Tables tables,
            Effects.Ground ground,
            List<Consequence> consequences,
            Map<String, FrozenSubject> subjects)
            throws SQLException {
        List<PointsGiven> all = new ArrayList<>();
        for (Consequence one : consequences) {
            FrozenSubject subject = subjects.get(one.subject());
            Fraction value = one.points();
            if (one.effect() instanceof Effect.Points points && subject != null && value != null) {
                for (Post post : points.to()) {
                    subject.holder(post)
                            .ifPresent(holder ->
                                    all.add(new PointsGiven(one.rule(), points.into(), post, holder, value, value)));
                }
            }
        }
        give(tables, ground, all);
    }

    private void give(AssessStore.Tables tables, Effects.Ground ground, PointsGiven points, int place)
            throws SQLException {
        RoundRow round = ground.round();
        String once = ground.cause() + "|" + points.rule() + "|" + place;
        tables.effects()
                .give(
                        round == null ? null : (Long) round.id(),
                        new EffectTable.Given(
                                ground.cause(),
                                points.rule(),
                                place,
                                points.into(),
                                points.to().word(),
                                points.holder(),
                                points.sum().toString(),
                                points.given().toString(),
                                ledger(tables, ground, points, once).orElse("")));
    }

    /** States them in the ledger of a round that runs here; empty where there is none. */
    private Optional<String> ledger(AssessStore.Tables tables, Effects.Ground ground, PointsGiven points, String once)
            throws SQLException {
        Instant now = clock.instant();
        for (RoundRow round : tables.rounds().all()) {
            if (round.scheme().equals(ground.scheme()) || !round.state().takesFacts()) {
                continue;
            }
            Scheme scheme = grammar.of(Schemes.require(tables, round.scheme(), round.version()));
            RoundPlan plan = Rounds.plan(round, scheme, sources);
            String item = item(scheme, points.into());
            if (item != null
                    && !now.isBefore(plan.begins())
                    && now.isBefore(plan.lateOver())
                    && tables.rounds().subjects(round.id()).stream()
                            .anyMatch(subject -> subject.id().equals(points.holder()))) {
                FactDraft entry = new FactDraft(
                        points.into(),
                        points.holder(),
                        new FactValue.Entry(item, points.given()),
                        now.atZone(plan.zone()).toLocalDate(),
                        null);
                long before = stated.add(tables, Signer.CLOCK, round, List.of(entry), once);
                return Optional.of(round.name() + "/" + FactRow.id(before + 1));
            }
        }
        return Optional.empty();
    }

    /** The first item of a ledger that has no value of its own; null where there is none. */
    private static @Nullable String item(Scheme scheme, String ledger) {
        return scheme.sources().get(ledger) instanceof Source.Ledger found
                ? found.items().entrySet().stream()
                        .filter(item -> item.getValue().value() == null)
                        .map(Map.Entry::getKey)
                        .findFirst()
                        .orElse(null)
                : null;
    }
}
