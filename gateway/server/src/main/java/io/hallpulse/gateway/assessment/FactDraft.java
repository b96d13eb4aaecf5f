package io.hallpulse.gateway.assessment;

import io.hallpulse.domain.assessment.fact.FactValue;
import java.time.LocalDate;
import java.util.Locale;
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
        @Nullable String proof) {
    /**
     * One as a form or a file has it.
     *
     * @param proof as it is written; empty for none
     * @throws IllegalArgumentException with one line, where the proof is no digest
     */
    public static FactDraft stated(
            String source, @Nullable String subject, FactValue value, LocalDate day, String proof) {
        String digest = proof.toLowerCase(Locale.ROOT);
        if (!digest.isEmpty() && !digest.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("proof: '" + proof + "' is no SHA-256 of a file, 64 hexadecimal digits");
        }
        return new FactDraft(source, subject, value, day, digest.isEmpty() ? null : digest);
    }

    /**
     * The entry of a ledger that a form or a file has.
     *
     * @param points its own, such as {@code -1.5}; empty for those of the item
     * @throws IllegalArgumentException with one line, where one of both is none
     */
    public static FactValue entry(String item, String points) {
        if (item.isEmpty()) {
            throw new IllegalArgumentException("item is missing; name one of the ledger's");
        }
        return new FactValue.Entry(item, FactFile.points(points));
    }
}
