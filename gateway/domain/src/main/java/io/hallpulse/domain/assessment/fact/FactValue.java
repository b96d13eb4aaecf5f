package io.hallpulse.domain.assessment.fact;

import io.hallpulse.domain.assessment.figure.Fraction;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a fact says, by the kind of its source (design 4). */
public sealed interface FactValue {
    /**
     * Ratings by the keys.
     *
     * @param counts by level, 1 to 5; a level without ratings may be absent
     */
    record Levels(Map<Integer, Long> counts) implements FactValue {
        public Levels {
            counts = Map.copyOf(counts);
        }
    }

    /**
     * One bad rating by the keys that does not count, since an appeal against it was upheld.
     *
     * @param level 1 or 2
     */
    record Excluded(int level) implements FactValue {
        public Excluded {
            if (!isBad(level)) {
                throw new IllegalArgumentException("only a bad rating is excluded, of level 1 or 2, not of " + level);
            }
        }

        /** Whether a rating of that level is a bad one. */
        public static boolean isBad(int level) {
            return level == 1 || level == 2;
        }
    }

    /**
     * One form that somebody answered.
     *
     * @param answers id of the option by that of the question
     */
    record Answers(Map<String, String> answers) implements FactValue {
        public Answers {
            answers = Map.copyOf(answers);
        }
    }

    /**
     * Answers that somebody else counted.
     *
     * @param counts by ids of the question and of the option
     */
    record AnswerCounts(Map<String, Map<String, Long>> counts) implements FactValue {
        public AnswerCounts {
            counts = Map.copyOf(counts);
        }
    }

    /**
     * One ballot about many subjects; the fact itself is about none.
     *
     * @param contact ids of the subjects that the voter dealt with
     * @param marks ids of the marks that the voter put, by the subject's id
     */
    record Naming(Set<String> contact, Map<String, Set<String>> marks) implements FactValue {
        public Naming {
            contact = Set.copyOf(contact);
            marks = Map.copyOf(marks);
        }
    }

    /**
     * One visit of an inspector.
     *
     * @param times how often each item of the checklist was seen
     */
    record Visit(Map<String, Integer> times) implements FactValue {
        public Visit {
            times = Map.copyOf(times);
        }
    }

    /**
     * An entry of a ledger.
     *
     * @param points its own; null where the item's value stands
     */
    record Entry(String item, @Nullable Fraction points) implements FactValue {}

    /** A case that came to an end with an outcome such as {@code solved}. */
    record Outcome(String outcome, boolean late) implements FactValue {}

    /** A case without an outcome yet. */
    record OpenCase(boolean overdue) implements FactValue {}

    /**
     * Takes another fact out of the count.
     *
     * @param fact id of the other one
     */
    record Strike(String fact) implements FactValue {}
}
