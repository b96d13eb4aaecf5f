package io.hallpulse.domain.assessment.rule;

import io.hallpulse.domain.assessment.figure.Fraction;
import io.hallpulse.domain.assessment.scheme.Effect;
import org.jspecify.annotations.Nullable;

/**
 * One effect of a rule on one subject.
 *
 * @param holder who holds the post that a case is addressed to; null where nobody does, or no case is opened
 * @param points that are given; null where none are
 * @param withheld whether it is not to be proposed after all, since the rank may be chance ({@code remind-only})
 */
public record Consequence(
        String rule,
        String subject,
        Effect effect,
        @Nullable String holder,
        @Nullable Fraction points,
        boolean withheld) {
    /**
     * What a rule fires once for: whoever has carried out all effects under this key carries out none again.
     *
     * @param cause id of the round or of the fact
     */
    public String once(String cause) {
        return cause + "|" + rule + "|" + subject;
    }
}
