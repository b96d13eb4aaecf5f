package io.hallpulse.domain.assessment.publication;

import java.util.Collection;
import java.util.OptionalLong;

/**
 * Numbers of people that are too small for the public (design 8; table X19): what so few said is shown as an empty cell is.
 *
 * @param minimum from which on a number is shown, 1 or more
 */
public record SmallNumbers(int minimum) {
    /** An empty cell and a hidden one look alike. */
    public static final String HIDDEN = "--";

    public boolean isShown(long n) {
        return n >= minimum;
    }

    public String text(long n) {
        return isShown(n) ? Long.toString(n) : HIDDEN;
    }

    /** The sum over what is shown alone, else what is hidden is found by subtraction; empty where nothing is. */
    public OptionalLong sum(Collection<Long> numbers) {
        return numbers.stream().anyMatch(this::isShown)
                ? OptionalLong.of(numbers.stream()
                        .mapToLong(Long::longValue)
                        .filter(this::isShown)
                        .sum())
                : OptionalLong.empty();
    }
}
