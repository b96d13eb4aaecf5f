package io.hallpulse.gateway.history;

import io.hallpulse.domain.score.Interval;
import io.hallpulse.domain.score.ScoreFormula;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Ratings that are added up. One thread. */
public final class Sum {
    private final ScoreFormula formula;
    private final long[] n = new long[5];
    private long late;

    Sum(ScoreFormula formula) {
        this.formula = formula;
    }

    void add(long[] counts, long[] lateOnes) {
        Arrays.setAll(n, i -> n[i] + counts[i]);
        late += Arrays.stream(lateOnes).sum();
    }

    public long total() {
        return ScoreFormula.total(n);
    }

    /** By level, keys "5" to "1" in that order. */
    public Map<String, Long> byLevel() {
        return ScoreFormula.byLevel(n);
    }

    /** Those that were received over five minutes after they were given. */
    public long late() {
        return late;
    }

    public long bad() {
        return n[0] + n[1];
    }

    /** What they come to, null where there are none. */
    public ScoreFormula.@Nullable Result result() {
        return total() == 0 ? null : formula.of(n);
    }

    /** Where their satisfaction lies with 95 % confidence, null where there are none. */
    public @Nullable Interval interval() {
        return total() == 0 ? null : formula.interval(n);
    }
}
