package io.hallpulse.domain.assessment.scheme;

import java.util.List;

/**
 * What follows when something is so (结果运用规则).
 *
 * @param when all hold together; at least one
 * @param streak in exactly how many rounds, the last ones, the condition of rank, list or score held; 0 where it is of this round alone
 * @param effects what it does, at least one
 */
public record Rule(String id, At at, List<Condition> when, int streak, List<Effect> effects) {
    /** When a rule is looked at. */
    public enum At implements Word {
        /** When a round is published. */
        PUBLISHED,
        /** When a second person has verified a fact, or a visit is stated. */
        FACT,
        /** When a case comes to a state. */
        CASE,
        /** At the end of each week. */
        WEEK
    }

    public Rule {
        when = List.copyOf(when);
        effects = List.copyOf(effects);
    }

    /** Whether it proposes a measure for people to decide. */
    public boolean isProposing() {
        return effects.stream().anyMatch(effect -> effect instanceof Effect.Open open && open.propose() != null);
    }
}
