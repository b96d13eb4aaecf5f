package io.hallpulse.domain.assessment.rule;

import io.hallpulse.domain.assessment.fact.CountedFacts;
import io.hallpulse.domain.assessment.round.FrozenRound;
import io.hallpulse.domain.assessment.round.FrozenSubject;
import io.hallpulse.domain.assessment.scheme.Effect;
import io.hallpulse.domain.assessment.scheme.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Who is kept out of a round's list by the rules of facts (design 7.1): a function of the facts that count, as a bar is. */
public final class Exclusions {
    private Exclusions() {}

    /** The ids of the rules that do so, in the order of the file, by id of the subject; a subject that none excludes is absent. */
    public static Map<String, List<String>> of(FrozenRound round, CountedFacts facts) {
        FactConditions conditions = new FactConditions(round.scheme(), facts);
        Map<String, List<String>> excluded = new TreeMap<>();
        for (Rule rule : round.scheme().rules()) {
            if (excludes(rule)) {
                for (FrozenSubject subject : round.subjects()) {
                    if (conditions.hold(rule.when(), subject)) {
                        excluded.computeIfAbsent(subject.id(), id -> new ArrayList<>())
                                .add(rule.id());
                    }
                }
            }
        }
        return excluded;
    }

    private static boolean excludes(Rule rule) {
        return rule.at() == Rule.At.FACT
                && rule.streak() == 0
                && rule.when().stream().allMatch(FactConditions::has)
                && rule.effects().stream().anyMatch(Effect.ExcludeFromRound.class::isInstance);
    }
}
