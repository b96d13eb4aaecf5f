package io.hallpulse.domain.assessment.figure;

import java.util.List;
import java.util.Map;

/**
 * How severe an inspector is (design 9, X21): the mean difference of the own visits' scores to those of others at the same subjects in the same
 * round. It changes no score; the auditor is told.
 *
 * @param subjects where others were too
 * @param mean of the differences; above zero where the inspector is milder
 */
public record Severity(int subjects, Fraction mean) {
    /**
     * That of one inspector. Subjects that nobody else visited are left out.
     *
     * @param own scores of the inspector's visits, by subject
     * @param others scores of all other inspectors' visits, by subject
     */
    public static Severity of(Map<String, List<Fraction>> own, Map<String, List<Fraction>> others) {
        int subjects = 0;
        Fraction sum = Fraction.ZERO;
        for (Map.Entry<String, List<Fraction>> visits : own.entrySet()) {
            List<Fraction> compared = others.getOrDefault(visits.getKey(), List.of());
            if (!visits.getValue().isEmpty() && !compared.isEmpty()) {
                subjects++;
                sum = sum.plus(mean(visits.getValue()).minus(mean(compared)));
            }
        }
        return new Severity(subjects, subjects == 0 ? Fraction.ZERO : sum.over(subjects));
    }

    private static Fraction mean(List<Fraction> scores) {
        return scores.stream().reduce(Fraction.ZERO, Fraction::plus).over(scores.size());
    }

    /** Whether the auditor is to be told: from so many subjects, and further off than so many points to either side. */
    public boolean tells(int atLeast, Fraction beyond) {
        Fraction distance = mean.compareTo(Fraction.ZERO) < 0 ? Fraction.ZERO.minus(mean) : mean;
        return subjects >= atLeast && distance.compareTo(beyond) > 0;
    }
}
