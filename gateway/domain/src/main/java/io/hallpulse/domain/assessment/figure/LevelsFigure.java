package io.hallpulse.domain.assessment.figure;

import io.hallpulse.domain.assessment.fact.FactValue;
import io.hallpulse.domain.assessment.scheme.Measure.LevelFigure;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/**
 * The measure {@code levels} (design 6.1, X2): satisfaction 100 (n5 + n4 + n3) / n, strict 100 (n5 + n4) / n, index
 * 25 (4 n5 + 3 n4 + 2 n3 + n2) / n. A bad rating that is excluded (design 7.3) is none of them; of a level that has fewer than are excluded,
 * none is left.
 */
final class LevelsFigure {
    private LevelsFigure() {}

    static Measured of(LevelFigure as, Collection<FactValue.Levels> tallies, Collection<FactValue.Excluded> excluded) {
        Map<Integer, Long> counts = new TreeMap<>();
        Map<Integer, Long> out = new TreeMap<>();
        Map<Integer, Fraction> values = new TreeMap<>();
        for (int level = 1; level <= 5; level++) {
            long count = 0;
            for (FactValue.Levels tally : tallies) {
                count += tally.counts().getOrDefault(level, 0L);
            }
            int at = level;
            long taken = Math.min(
                    count, excluded.stream().filter(one -> one.level() == at).count());
            if (taken > 0) {
                out.put(level, taken);
            }
            counts.put(level, count - taken);
            values.put(level, Fraction.of(value(as, level)));
        }
        Answers answers = Answers.of(counts, values);
        return new Measured(
                new Inputs.Levels(as, counts, out), answers.n(), answers.mean(), answers.halfWidths(), false);
    }

    private static int value(LevelFigure as, int level) {
        return switch (as) {
            case SATISFACTION -> level >= 3 ? 100 : 0;
            case STRICT -> level >= 4 ? 100 : 0;
            case INDEX -> 25 * (level - 1);
        };
    }
}
