package io.hallpulse.domain.assessment.figure;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The mean of answers that are worth something (design 6.1; tables X1, X2).
 *
 * @param mean null where there are none
 * @param squares sum of the squared distances from the mean
 */
record Answers(long n, @Nullable Fraction mean, Fraction squares) {
    /** That of counts by option; what has no value is left out. */
    static <K> Answers of(Map<K, Long> counts, Map<K, Fraction> values) {
        long n = 0;
        Fraction sum = Fraction.ZERO;
        Fraction ofSquares = Fraction.ZERO;
        for (Map.Entry<K, Fraction> option : values.entrySet()) {
            long count = counts.getOrDefault(option.getKey(), 0L);
            Fraction value = option.getValue();
            n += count;
            sum = sum.plus(value.times(count));
            ofSquares = ofSquares.plus(value.times(value).times(count));
        }
        return n == 0
                ? new Answers(0, null, Fraction.ZERO)
                : new Answers(n, sum.over(n), ofSquares.minus(sum.times(sum).over(n)));
    }

    /** Null where there are too few for one. */
    @Nullable
    HalfWidths halfWidths() {
        return mean == null || n < HalfWidths.FROM_N ? null : HalfWidths.ofMean(mean, squares, n);
    }
}
