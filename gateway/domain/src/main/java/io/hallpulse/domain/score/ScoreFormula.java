package io.hallpulse.domain.score;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Scores from counts. The definitions are ours:
 * satisfaction = good / n and bad = (n1 + n2) / n, where good is n5 + n4 + n3 less the levels that the hall calls neutral;
 * mean = 2 (5 n5 + 4 n4 + 3 n3 + 2 n2 + n1) / n on ten points; index = 25 (4 n5 + 3 n4 + 2 n3 + n2) / n, 0 to 100.
 */
public final class ScoreFormula {
    private final List<Integer> neutral;

    /**
     * The formulas of a hall.
     *
     * @param neutral levels that are neither good nor bad
     */
    public ScoreFormula(Collection<Integer> neutral) {
        this.neutral = List.copyOf(neutral);
    }

    /**
     * What one set of counts comes to.
     *
     * @param n by level, keys "5" to "1" in that order
     */
    public record Result(Map<String, Long> n, double satisfaction, double bad, double mean, double index) {}

    /** The sum of five counts, that of level 1 first. */
    public static long total(long[] counts) {
        long total = 0;
        for (long count : counts) {
            total += count;
        }
        return total;
    }

    /** Five counts, that of level 1 first, by level, keys "5" to "1" in that order. */
    public static Map<String, Long> byLevel(long[] counts) {
        Map<String, Long> n = new LinkedHashMap<>();
        for (int level = 5; level >= 1; level--) {
            n.put(Integer.toString(level), counts[level - 1]);
        }
        return n;
    }

    /**
     * Where the satisfaction of five counts lies with 95 % confidence, that of level 1 first.
     *
     * @throws IllegalArgumentException where nothing was counted
     */
    public Interval interval(long[] counts) {
        return Interval.of(good(counts), total(counts));
    }

    private long good(long[] counts) {
        long good = 0;
        for (int level = 3; level <= 5; level++) {
            good += neutral.contains(level) ? 0 : counts[level - 1];
        }
        return good;
    }

    /**
     * Scores of five counts, that of level 1 first.
     *
     * @throws IllegalArgumentException where nothing was counted
     */
    public Result of(long[] counts) {
        long total = total(counts);
        if (total <= 0) {
            throw new IllegalArgumentException("a score of nothing");
        }
        long good = good(counts);
        long bad = counts[0] + counts[1];
        long points = 0;
        for (int level = 5; level >= 1; level--) {
            points += level * counts[level - 1];
        }
        return new Result(
                byLevel(counts),
                ratio(good, total, 3),
                ratio(bad, total, 3),
                ratio(2 * points, total, 2),
                ratio(25 * (points - total), total, 1));
    }

    private static double ratio(long part, long whole, int decimals) {
        return BigDecimal.valueOf(part)
                .divide(BigDecimal.valueOf(whole), decimals, RoundingMode.HALF_UP)
                .doubleValue();
    }
}
