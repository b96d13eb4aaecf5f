package io.hallpulse.domain.assessment.figure;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Where a share lies with 95 % confidence, or a figure as far as its half widths reach (design 6.2, 6.4; tables X1, X3, X25).
 *
 * <p>Counted with 40 decimal digits and not with doubles or a statistics library: the bounds are part of what a round's digest is taken of, so
 * they have to be the same text on every machine. What the order of operations left in the last digits goes with the rounding to 30 decimals.
 */
public record Spread(BigDecimal low, BigDecimal high) {
    static final MathContext DIGITS = new MathContext(40, RoundingMode.HALF_UP);

    /** The standard normal distribution has 95 % of its weight within so many deviations. */
    public static final BigDecimal Z = new BigDecimal("1.959963984540054");

    private static final int SETTLED = 30;
    private static final BigDecimal FOUR = BigDecimal.valueOf(4);
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /**
     * Of a share, 0 to 1: the score interval of Wilson (1927), which is honest for few answers.
     *
     * @param part 0 to {@code whole}
     * @param whole more than 0; not a whole number where answers are weighted
     * @param z within how many deviations of the standard normal distribution
     */
    public static Spread ofShare(Fraction part, Fraction whole, BigDecimal z) {
        BigDecimal p = part.over(whole).decimal();
        BigDecimal n = whole.decimal();
        BigDecimal z2n = z.multiply(z, DIGITS).divide(n, DIGITS);
        BigDecimal middle = p.add(z2n.divide(BigDecimal.valueOf(2), DIGITS), DIGITS);
        BigDecimal variance =
                p.multiply(BigDecimal.ONE.subtract(p, DIGITS), DIGITS).divide(n, DIGITS);
        BigDecimal half = z.multiply(
                variance.add(z2n.divide(n, DIGITS).divide(FOUR, DIGITS), DIGITS).sqrt(DIGITS), DIGITS);
        BigDecimal all = BigDecimal.ONE.add(z2n, DIGITS);
        return new Spread(
                middle.subtract(half, DIGITS).divide(all, DIGITS).max(BigDecimal.ZERO),
                middle.add(half, DIGITS).divide(all, DIGITS).min(BigDecimal.ONE));
    }

    /** Of a share by counts. */
    public static Spread ofShare(long part, long whole) {
        return ofShare(Fraction.of(part), Fraction.of(whole), Z);
    }

    /** That of a share as that of a figure of 0 to 100. */
    public Spread times100() {
        return new Spread(low.multiply(HUNDRED), high.multiply(HUNDRED));
    }

    /** A bound without what the order of operations left in its last digits. */
    public static BigDecimal settled(BigDecimal bound) {
        return bound.setScale(SETTLED, RoundingMode.HALF_UP);
    }

    /** As printed. */
    public Spread rounded(int decimals) {
        return new Spread(
                settled(low).setScale(decimals, RoundingMode.HALF_UP),
                settled(high).setScale(decimals, RoundingMode.HALF_UP));
    }

    /** Whether the two may be the same for all that is known. */
    public boolean overlaps(Spread other) {
        return low.compareTo(other.high) <= 0 && other.low.compareTo(high) <= 0;
    }
}
