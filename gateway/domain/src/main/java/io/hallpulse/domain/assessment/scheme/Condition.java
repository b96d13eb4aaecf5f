package io.hallpulse.domain.assessment.scheme;

import java.math.BigDecimal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A condition of a rule. */
public sealed interface Condition {
    /** The subject's rank lies between the two, 1 or more, both included. */
    record RankBetween(int from, int to) implements Condition {}

    /** The subject is the last of its league. */
    record Last() implements Condition {}

    /** The subject is among the lowest so many per cent of its league, over 0 and at most 100, rounded up. */
    record Lowest(BigDecimal percent) implements Condition {}

    /** The subject is on the list. */
    record Listed() implements Condition {}

    /**
     * The printed figure is not under {@code from} and is under {@code below}.
     *
     * @param from 0 to 100; null for any
     * @param below 0 to 100; null for any
     */
    record ScoreBetween(@Nullable BigDecimal from, @Nullable BigDecimal below) implements Condition {}

    /** The printed figure has one of these grades. */
    record GradeOf(Set<String> grades) implements Condition {
        public GradeOf {
            grades = Copies.of(grades);
        }
    }

    /** A fact of this item was just verified. */
    record FactOf(ItemName item) implements Condition {}

    /** A visit of this source just came to a figure under {@code below}. */
    record VisitBelow(String source, BigDecimal below) implements Condition {}

    /** The subject holds a standing of this flow. */
    record Held(String flow) implements Condition {}

    /** A case of this flow just came to this state. */
    record CaseAt(String flow, String state) implements Condition {}

    /** The week has fewer facts of this item than {@code below}. */
    record CountBelow(ItemName item, int below) implements Condition {}
}
