package io.hallpulse.domain.assessment.rule;

import io.hallpulse.domain.assessment.fact.CountedFacts;
import io.hallpulse.domain.assessment.figure.Figures;
import io.hallpulse.domain.assessment.figure.Fraction;
import io.hallpulse.domain.assessment.round.FrozenSubject;
import io.hallpulse.domain.assessment.scheme.Condition;
import io.hallpulse.domain.assessment.scheme.Scheme;
import java.util.List;

/** The conditions that look at a round's facts and at standings (design 7.1). */
final class FactConditions {
    private final Scheme scheme;
    private final CountedFacts facts;

    FactConditions(Scheme scheme, CountedFacts facts) {
        this.scheme = scheme;
        this.facts = facts;
    }

    /** Whether it is one of them. */
    static boolean has(Condition condition) {
        return condition instanceof Condition.FactOf
                || condition instanceof Condition.VisitBelow
                || condition instanceof Condition.Held;
    }

    /** Whether all of them that are among some conditions hold. */
    boolean hold(List<Condition> conditions, FrozenSubject subject) {
        return conditions.stream().allMatch(condition -> !has(condition) || holds(condition, subject));
    }

    private boolean holds(Condition condition, FrozenSubject subject) {
        if (condition instanceof Condition.FactOf fact) {
            return facts.has(fact.item(), subject.id());
        }
        if (condition instanceof Condition.VisitBelow visit) {
            Fraction below = Fraction.of(visit.below());
            return Figures.visits(scheme, facts, visit.source(), subject.id()).stream()
                    .anyMatch(score -> score.figure().compareTo(below) < 0);
        }
        return condition instanceof Condition.Held held && subject.held().contains(held.flow());
    }
}
