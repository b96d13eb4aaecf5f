package io.hallpulse.domain.assessment.figure;

import io.hallpulse.domain.assessment.fact.FactValue;
import io.hallpulse.domain.assessment.scheme.Measure;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * The measure {@code rate} (design 6.1, X8): 100 count / of. A case without an outcome counts among the bad ones once it is overdue, and not at
 * all before.
 */
final class RateFigure {
    private RateFigure() {}

    static Measured of(Measure.Rate measure, Collection<FactValue.Outcome> ended, Collection<FactValue.OpenCase> open) {
        long inTime = 0;
        long late = 0;
        long other = 0;
        for (FactValue.Outcome outcome : ended) {
            if (measure.of().contains(outcome.outcome())) {
                boolean good = measure.count().contains(outcome.outcome());
                inTime += good && !outcome.late() ? 1 : 0;
                late += good && outcome.late() ? 1 : 0;
                other += good ? 0 : 1;
            }
        }
        long overdue = open.stream().filter(FactValue.OpenCase::overdue).count();
        Inputs.Outcomes outcomes = new Inputs.Outcomes(inTime, late, other, overdue);
        return new Measured(outcomes, outcomes.n(), value(measure, outcomes), null, true);
    }

    private static @Nullable Fraction value(Measure.Rate measure, Inputs.Outcomes outcomes) {
        if (outcomes.n() > 0) {
            long good = outcomes.inTime() + (measure.late() == Measure.Late.COUNTS ? outcomes.late() : 0);
            return Fraction.of(100 * good, outcomes.n());
        }
        return measure.none() == null ? null : Fraction.of(measure.none());
    }
}
