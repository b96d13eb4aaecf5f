package io.hallpulse.domain.assessment.ranking;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * How much a list of the ten worst of 105 offices can tell, by how many answers there are about each (table X17): a simulation with a fixed
 * seed, 1,500 to 4,000 runs, true shares from Beta(1.5, 18.5). It is printed before anyone relies on such a list.
 *
 * @param answers about each office
 * @param trulyWorst of the ten listed, how many are truly among the ten worst
 * @param firstWrong of the first three, how many are truly outside the twenty worst
 * @param twiceWrong per cent of pairs of rounds in which such a one is twice among the first three
 */
public record WorstListPower(int answers, BigDecimal trulyWorst, BigDecimal firstWrong, BigDecimal twiceWrong) {
    /** The table, by the number of answers. */
    public static final List<WorstListPower> TABLE = List.of(
            row(4, "2.9", "1.15", "2.9"),
            row(12, "4.3", "0.58", "1.2"),
            row(30, "5.6", "0.21", "0.3"),
            row(60, "6.7", "0.04", "0.1"),
            row(120, "7.4", "0.01", "0.0"));

    private static WorstListPower row(int answers, String trulyWorst, String firstWrong, String twiceWrong) {
        return new WorstListPower(
                answers, new BigDecimal(trulyWorst), new BigDecimal(firstWrong), new BigDecimal(twiceWrong));
    }

    /**
     * How many answers there will be about each subject, as far as a seed's own figures tell: 43 of 100 ballots come back, and each voter
     * dealt with three.
     *
     * @return 0 where one of both numbers is not known
     */
    public static int answers(int ballots, int subjects) {
        return subjects == 0 ? 0 : (int) Math.round(0.43 * 3 * ballots / subjects);
    }

    /** The row whose number of answers is nearest by ratio, the smaller of two that are equally near. */
    public static WorstListPower nearest(int answers) {
        return Objects.requireNonNull(TABLE.stream()
                .min(Comparator.comparingDouble(row -> Math.abs(Math.log((double) row.answers / Math.max(1, answers)))))
                .orElse(null));
    }
}
