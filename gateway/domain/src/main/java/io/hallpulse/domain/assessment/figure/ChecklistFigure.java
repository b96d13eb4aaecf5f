package io.hallpulse.domain.assessment.figure;

import java.util.List;

/** The measure {@code checklist} (design 6.1, X7): the mean of visits. */
final class ChecklistFigure {
    private ChecklistFigure() {}

    static Measured of(List<VisitScore> visits) {
        Fraction sum = visits.stream().map(VisitScore::figure).reduce(Fraction.ZERO, Fraction::plus);
        return new Measured(
                new Inputs.Visits(visits),
                visits.size(),
                visits.isEmpty() ? null : sum.over(visits.size()),
                null,
                true);
    }
}
