package io.hallpulse.gateway.store;

import io.hallpulse.domain.fraud.RuleSet;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A version of a hall's fraud rules.
 *
 * @param version counts up in its hall
 * @param who entered it
 * @param fromMillis when it came in force, null until then
 * @param done how many presses it has been applied to
 * @param total how many there were when that began
 */
public record RuleSetRow(
        long id,
        String hall,
        long version,
        RuleSet rules,
        String who,
        long enteredMillis,
        @Nullable Long fromMillis,
        State state,
        long done,
        long total) {
    /** What becomes of it. */
    public enum State {
        /** It is being applied to all presses, beside the one in force. */
        BUILDING,
        IN_FORCE,
        /** Another one is in force; what it took from the tallies is kept. */
        PAST,
        /** Another one came before it was in force. */
        DROPPED;

        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }

        static State of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT).replace(' ', '_'));
        }
    }
}
