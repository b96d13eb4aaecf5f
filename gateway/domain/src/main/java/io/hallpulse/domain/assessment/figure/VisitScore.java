package io.hallpulse.domain.assessment.figure;

import io.hallpulse.domain.assessment.fact.FactValue.Visit;
import io.hallpulse.domain.assessment.scheme.Checklist;
import java.util.Comparator;

/**
 * What one visit comes to: 100 − Σ min(most, deduct·times), not below 0 (design 6.1, X7).
 *
 * @param deducted before it is cut
 */
public record VisitScore(Fraction deducted, Fraction figure) implements Comparable<VisitScore> {
    private static final Comparator<VisitScore> LOWEST_FIRST =
            Comparator.comparing(VisitScore::figure).thenComparing(VisitScore::deducted);

    /** That of a visit. What is not on the list deducts nothing. */
    public static VisitScore of(Visit visit, Checklist checklist) {
        Fraction deducted = Fraction.ZERO;
        for (Checklist.Item item : checklist.items()) {
            Fraction all = Fraction.of(item.deduct()).times(visit.times().getOrDefault(item.id(), 0));
            deducted = deducted.plus(all.atMost(Fraction.of(item.most())));
        }
        return new VisitScore(deducted, Fraction.HUNDRED.minus(deducted).atLeast(Fraction.ZERO));
    }

    @Override
    public int compareTo(VisitScore other) {
        return LOWEST_FIRST.compare(this, other);
    }
}
