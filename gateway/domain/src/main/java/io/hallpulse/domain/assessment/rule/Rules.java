package io.hallpulse.domain.assessment.rule;

import io.hallpulse.domain.assessment.fact.CountedFacts;
import io.hallpulse.domain.assessment.fact.Fact;
import io.hallpulse.domain.assessment.figure.Fraction;
import io.hallpulse.domain.assessment.ranking.Place;
import io.hallpulse.domain.assessment.round.FrozenRound;
import io.hallpulse.domain.assessment.round.FrozenSubject;
import io.hallpulse.domain.assessment.scheme.Condition;
import io.hallpulse.domain.assessment.scheme.Effect;
import io.hallpulse.domain.assessment.scheme.Ranking;
import io.hallpulse.domain.assessment.scheme.Rule;
import io.hallpulse.domain.assessment.scheme.Scheme;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the rules of a scheme do (design 7.1; tables X11 to X13): all conditions of one hold together, rules run in the order of the file, and
 * each fires once for a round or fact, itself and a subject. The machine proposes: nothing here decides.
 */
public final class Rules {
    private Rules() {}

    /**
     * The effects of the rules at {@code published}: in the order of the file, for each rule by rank, then by id.
     *
     * @param places where each subject stands, by its id
     */
    public static List<Consequence> published(FrozenRound round, CountedFacts facts, Map<String, Place> places) {
        PlaceConditions standing = new PlaceConditions(round.history());
        FactConditions stated = new FactConditions(round.scheme(), facts);
        List<FrozenSubject> byRank = new ArrayList<>(round.subjects());
        byRank.sort(Comparator.comparing((FrozenSubject subject) -> rank(places.get(subject.id())))
                .thenComparing(FrozenSubject::id));
        List<Consequence> consequences = new ArrayList<>();
        for (Rule rule : round.scheme().rules()) {
            for (FrozenSubject subject : rule.at() == Rule.At.PUBLISHED ? byRank : List.<FrozenSubject>of()) {
                Place place = places.get(subject.id());
                if (place != null && standing.hold(rule, subject.id(), place) && stated.hold(rule.when(), subject)) {
                    rule.effects()
                            .forEach(effect ->
                                    consequences.add(consequence(round.scheme(), rule, effect, subject, place)));
                }
            }
        }
        return consequences;
    }

    /** The effects of the rules that something sets off for a subject, in the order of the file. */
    public static List<Consequence> happened(Scheme scheme, Happening happening, FrozenSubject subject) {
        List<Consequence> consequences = new ArrayList<>();
        for (Rule rule : scheme.rules()) {
            if (rule.at() == happening.at()
                    && rule.streak() == 0
                    && rule.when().stream().allMatch(condition -> holds(scheme, condition, happening, subject))) {
                rule.effects().forEach(effect -> consequences.add(consequence(scheme, rule, effect, subject, null)));
            }
        }
        return consequences;
    }

    private static boolean holds(Scheme scheme, Condition condition, Happening happening, FrozenSubject subject) {
        if (condition instanceof Condition.CaseAt at) {
            return happening.equals(new Happening.CaseMoved(at.flow(), at.state()));
        }
        if (condition instanceof Condition.CountBelow count) {
            return happening instanceof Happening.WeekEnded week
                    && week.facts().getOrDefault(count.item(), 0) < count.below();
        }
        List<Fact> now = happening instanceof Happening.FactVerified verified ? List.of(verified.fact()) : List.of();
        return FactConditions.has(condition)
                && new FactConditions(scheme, new CountedFacts(now)).hold(List.of(condition), subject);
    }

    private static int rank(@Nullable Place place) {
        Integer rank = place == null ? null : place.rank();
        return rank == null ? Integer.MAX_VALUE : rank;
    }

    private static Consequence consequence(
            Scheme scheme, Rule rule, Effect effect, FrozenSubject subject, @Nullable Place place) {
        String holder =
                effect instanceof Effect.Open open ? subject.holder(open.to()).orElse(null) : null;
        Fraction points = effect instanceof Effect.Points given ? worth(rule, given.points(), rank(place)) : null;
        Ranking.Firm firm = scheme.ranking().firm();
        boolean withheld = effect instanceof Effect.Open open
                && open.propose() != null
                && firm != null
                && firm.then() == Ranking.Then.REMIND_ONLY
                && place != null
                && Boolean.FALSE.equals(place.firm());
        return new Consequence(rule.id(), subject.id(), effect, holder, points, withheld);
    }

    /** By rank from the first one of the rule's condition on; a rank that has no points of its own is given none. */
    private static Fraction worth(Rule rule, Effect.Amount amount, int rank) {
        if (amount instanceof Effect.Amount.ByRank byRank) {
            int index = rank - from(rule);
            List<BigDecimal> values = byRank.values();
            return index < 0 || index >= values.size() ? Fraction.ZERO : Fraction.of(values.get(index));
        }
        return Fraction.of(((Effect.Amount.Flat) amount).value());
    }

    private static int from(Rule rule) {
        return rule.when().stream()
                .filter(Condition.RankBetween.class::isInstance)
                .map(Condition.RankBetween.class::cast)
                .mapToInt(Condition.RankBetween::from)
                .findFirst()
                .orElse(1);
    }
}
