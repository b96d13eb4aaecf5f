package io.hallpulse.domain.assessment.scheme;

import java.math.BigDecimal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A weighted figure of the score (计分项).
 *
 * @param weight of 100, over 0
 * @param only ids of the categories in which it counts; empty for all
 * @param from id of its source
 * @param minimum answers, ratings, visits or cases under which it is missing, 0 or more
 * @param scaling how the figure is changed before it is weighted; null for not at all
 */
public record Part(
        String id,
        BigDecimal weight,
        Set<String> only,
        String from,
        Measure measure,
        int minimum,
        @Nullable Scaling scaling) {
    /** How a figure is changed before it is weighted. */
    public sealed interface Scaling {
        /** min(100, 100 x / target); target over 0, at most 100. */
        record Target(BigDecimal target) implements Scaling {}

        /** 100 (N - rank + 1/2) / N within the category. */
        record WithinCategory() implements Scaling {}
    }

    public Part {
        only = Copies.of(only);
    }

    /** Whether it counts in a category. */
    public boolean countsIn(String category) {
        return only.isEmpty() || only.contains(category);
    }
}
