package io.hallpulse.gateway.assessment;

import io.hallpulse.domain.assessment.fact.FactValue;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A fact that somebody states.
 *
 * @param subject null for a ballot about many
 * @param day on which it was so
 * @param proof SHA-256 of a file in hexadecimal digits; null for none
 */
public record FactDraft(
        String source,
        @Nullable String subject,
        FactValue value,
        LocalDate day,
        @Nullable String proof) {}
