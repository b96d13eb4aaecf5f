package io.hallpulse.domain.assessment.ballot;

import io.hallpulse.domain.assessment.fact.FactValue;
import org.jspecify.annotations.Nullable;

/**
 * What one ballot says. Nothing in it tells who cast it, or when.
 *
 * @param subject whom it is about; null for a ballot about many, and where none was chosen
 * @param value {@link FactValue.Answers} or {@link FactValue.Naming}
 * @param remark of the voter; empty for none. It is never published word for word
 */
public record Vote(@Nullable String subject, FactValue value, String remark) {
    /** Whether nothing is answered. */
    boolean isBlank() {
        if (value instanceof FactValue.Answers answers) {
            return answers.answers().isEmpty();
        }
        return value instanceof FactValue.Naming naming
                && naming.contact().isEmpty()
                && naming.marks().isEmpty();
    }
}
