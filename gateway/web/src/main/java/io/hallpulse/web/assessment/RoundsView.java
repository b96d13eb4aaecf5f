package io.hallpulse.web.assessment;

import io.hallpulse.web.Badge;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All rounds.
 *
 * @param schemes those in force, of which a round can be planned
 * @param scheme as the form has it, empty for none
 * @param period as the form has it
 * @param refusal why a round was not planned; null where nobody asked for it
 */
public record RoundsView(
        List<Row> rounds,
        List<Choice> schemes,
        String scheme,
        String period,
        ZoneId zone,
        @Nullable Refusal refusal) {
    public RoundsView {
        rounds = List.copyOf(rounds);
        schemes = List.copyOf(schemes);
    }

    /** A scheme that is in force; {@code every} is a word of it. */
    public record Choice(String id, Label name, String every) {}

    /**
     * A round.
     *
     * @param from the first day of its period
     * @param to the last one
     * @param next word of the next step; empty where there is none
     * @param awaits the role that signs it next; empty where the clock makes it
     * @param blocks how much keeps it
     */
    public record Row(
            String scheme,
            String period,
            Label name,
            String state,
            Instant since,
            LocalDate from,
            LocalDate to,
            String next,
            String awaits,
            int blocks) {
        public Badge badge() {
            return AssessmentWords.round(state);
        }
    }
}
