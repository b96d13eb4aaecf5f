package io.hallpulse.domain.assessment.scheme;

import org.jspecify.annotations.Nullable;

/**
 * What is kept from the public.
 *
 * @param minimum ratings, answers or visits under which a figure is shown as "--", 1 or more
 * @param seal how ballots are sealed; null for not at all
 */
public record Privacy(int minimum, @Nullable Seal seal, Persons persons) {
    /**
     * A key in shares.
     *
     * @param of keyholders
     * @param need of them open the box together, 2 to {@code of}
     */
    public record Seal(int of, int need) {}

    /** Whether names of persons are published. */
    public enum Persons implements Word {
        NEVER,
        /** The name card at the window. */
        CARD,
        /** Those who consent. */
        CONSENT
    }
}
