package io.hallpulse.gateway.assessment;

import io.hallpulse.domain.assessment.fact.FactValue;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A fact as it is stored.
 *
 * @param n its number in the round, from 1 on
 * @param source as the scheme calls it
 * @param subject null for a ballot about many and for a strike
 * @param day on which it was so
 * @param recorder the login of who stated it
 * @param recordedMillis when it was stated, milliseconds since 1970
 * @param batch digest of the file that it came in; null where it came alone
 * @param proof SHA-256 of a file; null for none
 * @param reason why it strikes another one, else empty
 * @param verifiedBy who had the second look; null for nobody
 * @param struckBy the number of the fact that strikes it; null for none
 */
public record FactRow(
        long n,
        String source,
        @Nullable String subject,
        FactValue value,
        LocalDate day,
        String recorder,
        long recordedMillis,
        @Nullable String batch,
        @Nullable String proof,
        String reason,
        @Nullable String verifiedBy,
        @Nullable Long struckBy) {
    /** As others name it, such as {@code f12}. */
    public String id() {
        return id(n);
    }

    static String id(long n) {
        return "f" + n;
    }
}
