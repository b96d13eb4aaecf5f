package io.hallpulse.domain.assessment.figure;

import static io.hallpulse.domain.assessment.figure.Spread.DIGITS;

import io.hallpulse.domain.assessment.scheme.Measure;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The measure {@code named} (design 6.2; tables X4, X5): the share of ballots that name a subject for a mark, shrunk to the pool of its league,
 * {@code q = (k + m·p) / (n + m)}, and the sum of the marks' shares by their weights of 100.
 */
final class NamedFigure {
    private NamedFigure() {}

    /** @param league the ballots of all that make up the pool, the subject among them */
    static Measured of(Measure.Named measure, Namings.Tally own, Namings.Tally league) {
        long n = own.n();
        Fraction prior = Fraction.of(measure.prior());
        Map<String, Inputs.Mark> marks = new TreeMap<>();
        Fraction value = Fraction.ZERO;
        BigDecimal low = BigDecimal.ZERO;
        BigDecimal high = BigDecimal.ZERO;
        for (Map.Entry<String, BigDecimal> mark : measure.marks().entrySet()) {
            Fraction weight = Fraction.of(mark.getValue());
            long k = own.k(mark.getKey());
            Fraction pool = league.n() == 0 ? Fraction.ZERO : Fraction.of(league.k(mark.getKey()), league.n());
            Fraction shrunk = shrunk(k, n, pool, prior);
            Spread share = n == 0 ? null : Spread.ofShare(k, n);
            marks.put(
                    mark.getKey(),
                    new Inputs.Mark(
                            weight,
                            k,
                            pool,
                            shrunk,
                            n == 0 ? null : Fraction.of(k, n),
                            share == null ? null : share.times100()));
            value = shrunk == null ? value : value.plus(weight.times(shrunk));
            if (share != null) {
                low = low.add(shrunk(share.low(), n, pool, prior).multiply(weight.decimal(), DIGITS), DIGITS);
                high = high.add(shrunk(share.high(), n, pool, prior).multiply(weight.decimal(), DIGITS), DIGITS);
            }
        }
        HalfWidths halfWidths = n < HalfWidths.FROM_N
                ? null
                : new HalfWidths(value.decimal().subtract(low, DIGITS), high.subtract(value.decimal(), DIGITS));
        return new Measured(new Inputs.Marks(marks), n, n == 0 ? null : value, halfWidths, false);
    }

    /** Null where there is neither a ballot nor a prior. */
    static @Nullable Fraction shrunk(long k, long n, Fraction pool, Fraction prior) {
        Fraction whole = Fraction.of(n).plus(prior);
        return whole.signum() == 0
                ? null
                : Fraction.of(k).plus(prior.times(pool)).over(whole);
    }

    private static BigDecimal shrunk(BigDecimal bound, long n, Fraction pool, Fraction prior) {
        return bound.multiply(BigDecimal.valueOf(n), DIGITS)
                .add(prior.times(pool).decimal(), DIGITS)
                .divide(Fraction.of(n).plus(prior).decimal(), DIGITS);
    }
}
