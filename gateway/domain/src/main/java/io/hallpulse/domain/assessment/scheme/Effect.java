package io.hallpulse.domain.assessment.scheme;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a rule does. */
public sealed interface Effect {
    /**
     * Opens a case.
     *
     * @param flow id of its flow
     * @param to whom it is addressed to
     * @param by who sees to it; null where the flow alone says
     * @param propose id of the measure that is proposed, such as {@code removal}; null where nothing is
     */
    record Open(
            String flow,
            Post to,
            @Nullable AssessmentRole by,
            @Nullable String propose) implements Effect {}

    /**
     * Moves the case or standing of a flow that the subject has.
     *
     * @param from ids of the states that it may be in, at least one
     * @param to id of the state that it comes to
     */
    record Move(String flow, List<String> from, String to) implements Effect {
        public Move {
            from = List.copyOf(from);
        }
    }

    /**
     * Gives points in a ledger, here or exported.
     *
     * @param into id of the ledger
     * @param to who gets them, at least one
     * @param points the same for all, or by rank from the first rank of the rule's condition on
     * @param most of what one receiver gets by it in a round, with its sign; null for any number
     */
    record Points(
            String into,
            List<Post> to,
            Amount points,
            @Nullable BigDecimal most) implements Effect {
        public Points {
            to = List.copyOf(to);
        }
    }

    /** How many points. */
    sealed interface Amount {
        /** The same for all. */
        record Flat(BigDecimal value) implements Amount {}

        /** For the first, the second and each further rank of the rule's condition. */
        record ByRank(List<BigDecimal> values) implements Amount {
            public ByRank {
                values = List.copyOf(values);
            }
        }
    }

    /** Takes the subject out of the round's list. */
    record ExcludeFromRound() implements Effect {}
}
