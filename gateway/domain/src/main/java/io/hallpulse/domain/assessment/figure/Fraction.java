package io.hallpulse.domain.assessment.figure;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.regex.Pattern;

/**
 * An exact number in lowest terms. Scores are counted with these and rounded once, at the end (design 6), so that a rank never hangs on a
 * rounding on the way.
 *
 * @param denominator at least 1
 */
public record Fraction(BigInteger numerator, BigInteger denominator) implements Comparable<Fraction> {
    private static final int MOST_CHARACTERS = 2000;
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+|/[0-9]+)?");

    public static final Fraction ZERO = of(0);
    public static final Fraction ONE = of(1);
    public static final Fraction HUNDRED = of(100);

    /**
     * In lowest terms, whatever they were.
     *
     * @throws ArithmeticException where the denominator is zero
     */
    public Fraction {
        if (denominator.signum() == 0) {
            throw new ArithmeticException("a fraction of nothing: " + numerator + "/0");
        }
        BigInteger common = numerator.gcd(denominator);
        common = denominator.signum() < 0 ? common.negate() : common;
        numerator = numerator.divide(common);
        denominator = denominator.divide(common);
    }

    /** A whole number. */
    public static Fraction of(long whole) {
        return new Fraction(BigInteger.valueOf(whole), BigInteger.ONE);
    }

    /** A part of a whole. */
    public static Fraction of(long part, long whole) {
        return new Fraction(BigInteger.valueOf(part), BigInteger.valueOf(whole));
    }

    /** The exact value of a decimal number. */
    public static Fraction of(BigDecimal number) {
        return new Fraction(number.unscaledValue(), BigInteger.ONE)
                .times(
                        number.scale() < 0
                                ? new Fraction(BigInteger.TEN.pow(-number.scale()), BigInteger.ONE)
                                : new Fraction(BigInteger.ONE, BigInteger.TEN.pow(number.scale())));
    }

    /**
     * What a text such as {@code 4.10}, {@code -2} or {@code 94/786} stands for: digits alone, since a power of ten in three characters could
     * be larger than all memory.
     *
     * @throws NumberFormatException where it is no number, or has more than {@value #MOST_CHARACTERS} characters
     */
    public static Fraction parse(String text) {
        if (text.length() > MOST_CHARACTERS || !NUMBER.matcher(text).matches()) {
            throw new NumberFormatException("no number such as -2, 4.10 or 94/786");
        }
        int slash = text.indexOf('/');
        return slash < 0
                ? of(new BigDecimal(text))
                : new Fraction(new BigInteger(text.substring(0, slash)), new BigInteger(text.substring(slash + 1)));
    }

    /** The sum. */
    public Fraction plus(Fraction other) {
        return new Fraction(
                numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
                denominator.multiply(other.denominator));
    }

    /** The difference. */
    public Fraction minus(Fraction other) {
        return plus(new Fraction(other.numerator.negate(), other.denominator));
    }

    /** The product. */
    public Fraction times(Fraction other) {
        return new Fraction(numerator.multiply(other.numerator), denominator.multiply(other.denominator));
    }

    /** The product with a whole number. */
    public Fraction times(long whole) {
        return times(of(whole));
    }

    /** The quotient. */
    public Fraction over(Fraction other) {
        return new Fraction(numerator.multiply(other.denominator), denominator.multiply(other.numerator));
    }

    /** The quotient by a whole number. */
    public Fraction over(long whole) {
        return over(of(whole));
    }

    /** The smaller of the two. */
    public Fraction atMost(Fraction most) {
        return compareTo(most) > 0 ? most : this;
    }

    /** The greater of the two. */
    public Fraction atLeast(Fraction least) {
        return compareTo(least) < 0 ? least : this;
    }

    /** As printed: rounded half up, away from zero where it is negative. */
    public BigDecimal rounded(int decimals) {
        return new BigDecimal(numerator).divide(new BigDecimal(denominator), decimals, RoundingMode.HALF_UP);
    }

    /** To 40 digits, for what has no exact value such as a root. */
    public BigDecimal decimal() {
        return new BigDecimal(numerator).divide(new BigDecimal(denominator), Spread.DIGITS);
    }

    /** 1, 0 or -1, as it is above, at or below zero. */
    public int signum() {
        return numerator.signum();
    }

    @Override
    public int compareTo(Fraction other) {
        return numerator.multiply(other.denominator).compareTo(other.numerator.multiply(denominator));
    }

    /** {@code p/q} in lowest terms, as cards hold it. */
    @Override
    public String toString() {
        return numerator + "/" + denominator;
    }
}
