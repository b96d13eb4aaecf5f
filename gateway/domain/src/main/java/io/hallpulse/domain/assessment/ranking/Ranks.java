package io.hallpulse.domain.assessment.ranking;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Ranks of one league (design 6.5; tables X9, X10): equal printed figures share one, 1 2 2 4. */
public final class Ranks {
    /**
     * Where one stands.
     *
     * @param of how many are ranked
     * @param fromLast one more than there are with a greater rank
     */
    public record Rank(int rank, int of, int fromLast) {}

    private Ranks() {}

    /**
     * The rank of each.
     *
     * @param printed the figure of each that has one, as printed
     * @param greaterFirst whether a greater figure comes before a smaller one
     * @param first who is placed first whatever the figure, and without one: they share rank 1, and the others move down by their number
     */
    public static Map<String, Rank> of(Map<String, BigDecimal> printed, boolean greaterFirst, Set<String> first) {
        TreeMap<BigDecimal, Integer> equal = new TreeMap<>();
        printed.forEach((subject, figure) -> {
            if (!first.contains(subject)) {
                equal.merge(figure, 1, Integer::sum);
            }
        });
        int of = first.size()
                + equal.values().stream().mapToInt(Integer::intValue).sum();
        Map<BigDecimal, Rank> byFigure = new HashMap<>();
        int before = first.size();
        for (Map.Entry<BigDecimal, Integer> next : (greaterFirst ? equal.descendingMap() : equal).entrySet()) {
            byFigure.put(next.getKey(), new Rank(before + 1, of, of - before - next.getValue() + 1));
            before += next.getValue();
        }
        Map<String, Rank> ranks = new HashMap<>();
        printed.forEach((subject, figure) -> {
            Rank rank = byFigure.get(figure);
            if (rank != null && !first.contains(subject)) {
                ranks.put(subject, rank);
            }
        });
        first.forEach(subject -> ranks.put(subject, new Rank(1, of, of - first.size() + 1)));
        return ranks;
    }

    /** How many make up a percentage of a league, a part of one counted as one (design 6.5). */
    public static int percent(int league, BigDecimal percent) {
        return percent.multiply(BigDecimal.valueOf(league))
                .divide(BigDecimal.valueOf(100), 0, RoundingMode.CEILING)
                .intValueExact();
    }
}
