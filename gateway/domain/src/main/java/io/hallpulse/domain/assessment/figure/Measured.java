package io.hallpulse.domain.assessment.figure;

import org.jspecify.annotations.Nullable;

/**
 * What a measure says of one subject.
 *
 * @param n ratings, answers, ballots, visits or cases
 * @param value 0 to 100; null where there is nothing to count
 * @param halfWidths null where there is no interval
 * @param exact whether nothing was sampled, so that there is no error to tell of
 */
public record Measured(
        Inputs inputs,
        long n,
        @Nullable Fraction value,
        @Nullable HalfWidths halfWidths,
        boolean exact) {}
