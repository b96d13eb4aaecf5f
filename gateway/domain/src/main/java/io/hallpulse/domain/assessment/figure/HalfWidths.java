package io.hallpulse.domain.assessment.figure;

import static io.hallpulse.domain.assessment.figure.Spread.DIGITS;

import java.math.BigDecimal;
import java.util.Collection;

/** How far a figure of 0 to 100 may be off to either side with 95 % confidence (design 6.4; tables X1, X25). */
public record HalfWidths(BigDecimal below, BigDecimal above) {
    static final HalfWidths NONE = new HalfWidths(BigDecimal.ZERO, BigDecimal.ZERO);

    /** Fewer answers have no interval. */
    static final int FROM_N = 30;

    private static final BigDecimal DEVIATIONS = new BigDecimal("1.96");
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /**
     * Of a mean: 1.96 s/√n. Answers that are all alike have no s: the bound of Wilson for n of n then says how far another answer may be,
     * which holds for a mean at 0, at 100 and between.
     *
     * @param squares sum of the squared distances from the mean
     * @param n at least 2
     */
    static HalfWidths ofMean(Fraction mean, Fraction squares, long n) {
        if (squares.signum() > 0) {
            BigDecimal half =
                    DEVIATIONS.multiply(squares.over(n - 1).over(n).decimal().sqrt(DIGITS), DIGITS);
            return new HalfWidths(half, half);
        }
        BigDecimal rest = BigDecimal.ONE.subtract(Spread.ofShare(n, n).low(), DIGITS);
        return new HalfWidths(
                mean.decimal().multiply(rest, DIGITS),
                HUNDRED.subtract(mean.decimal(), DIGITS).multiply(rest, DIGITS));
    }

    /**
     * Of a total: 1.96 √Σ(w/W·se)².
     *
     * @param parts half widths of the parts that are not exact, each already by the weight of its part
     */
    public static HalfWidths ofTotal(Collection<HalfWidths> parts) {
        BigDecimal sum = BigDecimal.ZERO;
        for (HalfWidths part : parts) {
            BigDecimal error = part.below.max(part.above).divide(DEVIATIONS, DIGITS);
            sum = sum.add(error.multiply(error, DIGITS), DIGITS);
        }
        BigDecimal half = DEVIATIONS.multiply(sum.sqrt(DIGITS), DIGITS);
        return new HalfWidths(half, half);
    }

    /** Those of the figure times a factor that is not negative. */
    public HalfWidths times(Fraction factor) {
        BigDecimal by = factor.decimal();
        return new HalfWidths(below.multiply(by, DIGITS), above.multiply(by, DIGITS));
    }

    HalfWidths plus(HalfWidths other) {
        return new HalfWidths(below.add(other.below, DIGITS), above.add(other.above, DIGITS));
    }

    /** The interval around a figure, within 0 and 100. */
    public Spread around(Fraction figure) {
        BigDecimal middle = figure.decimal();
        return new Spread(
                middle.subtract(below, DIGITS).max(BigDecimal.ZERO),
                middle.add(above, DIGITS).min(HUNDRED));
    }
}
