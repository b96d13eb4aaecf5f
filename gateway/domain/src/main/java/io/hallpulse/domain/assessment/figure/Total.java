package io.hallpulse.domain.assessment.figure;

import io.hallpulse.domain.assessment.fact.CountedFacts;
import io.hallpulse.domain.assessment.scheme.Scheme;
import io.hallpulse.domain.assessment.scheme.Score;
import io.hallpulse.domain.assessment.scheme.Score.Missing;
import io.hallpulse.domain.assessment.scheme.Score.MissingDo;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The score of one subject (design 6.3; tables X6, X9, X25): Σ w·x / Σ w over the parts that are there, then the adjustments, cut to 0 to 100.
 *
 * @param present weight of the parts that are there
 * @param missing weight of those that are not
 * @param figure null where too much is missing
 * @param interval null where nothing was sampled, or not enough
 */
public record Total(
        Fraction present,
        Fraction missing,
        List<Adjusted> adjusted,
        @Nullable Fraction figure,
        @Nullable Spread interval) {
    public Total {
        adjusted = List.copyOf(adjusted);
    }

    /** That of a subject by its parts. */
    public static Total of(Scheme scheme, CountedFacts facts, String subject, Collection<PartFigure> parts) {
        List<Adjusted> adjusted = scheme.score().adjust().stream()
                .map(adjustment -> Adjusted.of(adjustment, scheme, facts, subject))
                .toList();
        Fraction present = Fraction.ZERO;
        Fraction missing = Fraction.ZERO;
        Fraction sum = Fraction.ZERO;
        for (PartFigure part : parts) {
            Fraction weight = Fraction.of(part.part().weight());
            Fraction figure = part.figure();
            if (figure == null) {
                missing = missing.plus(weight);
            } else {
                present = present.plus(weight);
                sum = sum.plus(weight.times(figure));
            }
        }
        if (!isCounted(scheme.score().missing(), present, missing)) {
            return new Total(present, missing, adjusted, null, null);
        }
        Fraction whole = scheme.score().missing().action() == MissingDo.ZERO ? present.plus(missing) : present;
        Fraction figure = sum.over(whole);
        for (Adjusted one : adjusted) {
            figure = figure.plus(one.figure());
        }
        figure = figure.atLeast(Fraction.ZERO).atMost(Fraction.HUNDRED);
        return new Total(present, missing, adjusted, figure, interval(figure, whole, parts));
    }

    /** What each part that counts adds to the sum before adjustments, by its id: w·x / Σ w. They add up to it exactly. */
    public Map<String, Fraction> points(Score score, Collection<PartFigure> parts) {
        Fraction whole = score.missing().action() == MissingDo.ZERO ? present.plus(missing) : present;
        Map<String, Fraction> points = new TreeMap<>();
        for (PartFigure part : parts) {
            Fraction counted = part.counted(score);
            if (counted != null && figure != null) {
                points.put(
                        part.part().id(),
                        Fraction.of(part.part().weight()).times(counted).over(whole));
            }
        }
        return points;
    }

    private static boolean isCounted(Missing rule, Fraction present, Fraction missing) {
        return missing.compareTo(Fraction.of(rule.most())) <= 0
                && (missing.signum() == 0 || rule.action() != MissingDo.NOT_RANKED)
                && (present.signum() > 0 || (rule.action() == MissingDo.ZERO && missing.signum() > 0));
    }

    private static @Nullable Spread interval(Fraction figure, Fraction whole, Collection<PartFigure> parts) {
        List<HalfWidths> sampled = new ArrayList<>();
        for (PartFigure part : parts) {
            if (!part.isMissing() && !part.exact()) {
                HalfWidths own = part.halfWidths();
                if (own == null) {
                    return null;
                }
                sampled.add(own.times(Fraction.of(part.part().weight()).over(whole)));
            }
        }
        return sampled.isEmpty() ? null : HalfWidths.ofTotal(sampled).around(figure);
    }

    /** The figure as printed; null where too much is missing. */
    public @Nullable BigDecimal printed(int decimals) {
        return figure == null ? null : figure.rounded(decimals);
    }
}
