package io.hallpulse.domain.assessment.rule;

import io.hallpulse.domain.assessment.figure.Fraction;
import io.hallpulse.domain.assessment.round.FrozenRound;
import io.hallpulse.domain.assessment.round.FrozenSubject;
import io.hallpulse.domain.assessment.scheme.Effect;
import io.hallpulse.domain.assessment.scheme.Post;
import io.hallpulse.domain.assessment.scheme.Rule;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The points that each receiver is given (X13): those of all subjects under one unit or one holder of a post, up to what the rule gives at most. */
public final class PointsTotals {
    private PointsTotals() {}

    /**
     * Those of a round: rules in the order of the file, receivers in the order of the effect, holders by id.
     *
     * @param consequences all of the round's rules, as {@link Rules#published} gives them
     */
    public static List<PointsGiven> of(FrozenRound round, List<Consequence> consequences) {
        Map<String, FrozenSubject> subjects =
                round.subjects().stream().collect(Collectors.toMap(FrozenSubject::id, subject -> subject));
        List<PointsGiven> totals = new ArrayList<>();
        for (Rule rule : round.scheme().rules()) {
            List<Consequence> own = consequences.stream()
                    .filter(one -> one.rule().equals(rule.id()))
                    .toList();
            List<Effect> effects = rule.effects();
            for (int i = 0; i < effects.size() && !own.isEmpty(); i++) {
                if (effects.get(i) instanceof Effect.Points points) {
                    List<Consequence> ofThis = everyOne(own, i, effects.size());
                    points.to().forEach(to -> add(totals, rule, points, to, sums(ofThis, to, subjects)));
                }
            }
        }
        return totals;
    }

    /** Those of one effect: a rule does all its effects for a subject, one after the other, and two of them may be equal. */
    private static List<Consequence> everyOne(List<Consequence> own, int effect, int effects) {
        return IntStream.range(0, own.size() / effects)
                .mapToObj(subject -> own.get(subject * effects + effect))
                .toList();
    }

    private static Map<String, Fraction> sums(
            List<Consequence> consequences, Post to, Map<String, FrozenSubject> subjects) {
        Map<String, Fraction> sums = new TreeMap<>();
        for (Consequence one : consequences) {
            FrozenSubject subject = subjects.get(one.subject());
            Fraction points = one.points();
            if (subject != null && points != null) {
                subject.holder(to).ifPresent(holder -> sums.merge(holder, points, Fraction::plus));
            }
        }
        return sums;
    }

    private static void add(
            List<PointsGiven> totals, Rule rule, Effect.Points points, Post to, Map<String, Fraction> sums) {
        sums.forEach((holder, sum) ->
                totals.add(new PointsGiven(rule.id(), points.into(), to, holder, sum, cut(sum, points.most()))));
    }

    private static Fraction cut(Fraction sum, @Nullable BigDecimal most) {
        if (most == null) {
            return sum;
        }
        return most.signum() < 0 ? sum.atLeast(Fraction.of(most)) : sum.atMost(Fraction.of(most));
    }
}
