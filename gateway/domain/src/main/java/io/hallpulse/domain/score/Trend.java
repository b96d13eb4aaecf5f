package io.hallpulse.domain.score;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Whether a window's satisfaction differs from its own of earlier days by more than chance explains. */
public enum Trend {
    UP,
    DOWN;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** The word in documents. */
    public String word() {
        return word;
    }

    /**
     * The trend of ratings, five counts each, that of level 1 first: null while the earlier satisfaction lies within the interval of the present
     * one, so that few ratings, or one that is like the others, move no arrow.
     *
     * @throws IllegalArgumentException where either is nothing
     */
    public static @Nullable Trend of(ScoreFormula formula, long[] present, long[] earlier) {
        Interval interval = formula.interval(present);
        double share = formula.of(earlier).satisfaction();
        return share < interval.low() ? UP : share > interval.high() ? DOWN : null;
    }
}
