package io.hallpulse.domain.assessment.figure;

import io.hallpulse.domain.assessment.fact.CountedFacts;
import io.hallpulse.domain.assessment.fact.FactValue.Entry;
import io.hallpulse.domain.assessment.scheme.Scheme;
import io.hallpulse.domain.assessment.scheme.Score.Adjustment;
import io.hallpulse.domain.assessment.scheme.Source;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The measure {@code points} (design 6.1, X25): points of a ledger, added after weighting.
 *
 * @param n entries
 * @param sum of their points
 * @param figure the sum cut to what the scheme allows
 */
public record Adjusted(Adjustment adjustment, long n, Fraction sum, Fraction figure) {
    static Adjusted of(Adjustment adjustment, Scheme scheme, CountedFacts facts, String subject) {
        long n = 0;
        Fraction sum = Fraction.ZERO;
        for (Entry entry : facts.of(adjustment.from(), subject, Entry.class)) {
            if (adjustment.items().contains(entry.item())) {
                n++;
                sum = sum.plus(points(entry, scheme.sources().get(adjustment.from())));
            }
        }
        return new Adjusted(
                adjustment,
                n,
                sum,
                sum.atLeast(Fraction.of(adjustment.least())).atMost(Fraction.of(adjustment.most())));
    }

    private static Fraction points(Entry entry, @Nullable Source source) {
        if (entry.points() != null) {
            return entry.points();
        }
        Source.Item item =
                source instanceof Source.Ledger ledger ? ledger.items().get(entry.item()) : null;
        BigDecimal value = item == null ? null : item.value();
        return value == null ? Fraction.ZERO : Fraction.of(value);
    }
}
