package io.hallpulse.web.assessment;

import io.hallpulse.web.Badge;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A fact.
 *
 * @param id such as {@code f17}
 * @param says what it states
 * @param recorder who stated it; empty where this person is not told
 * @param proof SHA-256 of a file; empty for none
 * @param verifiedBy empty where nobody did
 * @param state {@code counts}, {@code unverified} or {@code struck}
 * @param strike how it was struck; null where it stands
 * @param mayVerify whether this person may say that it is right
 * @param mayStrike whether this person may take it out of the count
 */
public record FactLine(
        String id,
        long n,
        String source,
        @Nullable String subject,
        @Nullable Label name,
        Label says,
        String day,
        String recorder,
        Instant recorded,
        String proof,
        String verifiedBy,
        String state,
        @Nullable Strike strike,
        boolean mayVerify,
        boolean mayStrike) {
    /**
     * How a fact was struck.
     *
     * @param fact id of the one that strikes it
     * @param by who did; empty where this person is not told
     * @param before the subject's figure without any strike; empty where there is none
     * @param after its figure as it counts; empty where there is none
     */
    public record Strike(String fact, String by, String reason, String before, String after) {}

    public Badge badge() {
        return switch (state) {
            case "struck" -> new Badge("bad", "已剔除", "Struck");
            case "unverified" -> new Badge("warn", "待核实", "To be verified");
            default -> new Badge("good", "计入", "Counts");
        };
    }
}
