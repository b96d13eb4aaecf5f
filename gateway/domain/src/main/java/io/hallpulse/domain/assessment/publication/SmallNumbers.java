package io.hallpulse.domain.assessment.publication;

import io.hallpulse.domain.assessment.card.Scorecard;
import io.hallpulse.domain.assessment.figure.PartFigure;
import io.hallpulse.domain.assessment.scheme.Measure;
import java.util.Collection;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Numbers of people that are too small for the public (design 8; table X19): what so few said is shown as an empty cell is.
 *
 * @param minimum from which on a number is shown, 1 or more
 */
public record SmallNumbers(int minimum) {
    /** An empty cell and a hidden one look alike. */
    public static final String HIDDEN = "--";

    private static final Set<Measure.Kind> OF_PEOPLE =
            Set.of(Measure.Kind.LEVELS, Measure.Kind.CHOICE, Measure.Kind.NAMED);

    /** Whether a part is counted from what people said. */
    public static boolean isOfPeople(PartFigure part) {
        return OF_PEOPLE.contains(part.part().measure().kind());
    }

    public boolean isShown(long n) {
        return n >= minimum;
    }

    public String text(long n) {
        return isShown(n) ? Long.toString(n) : HIDDEN;
    }

    /** Whether a part is counted from enough people, or from none at all, as visits and cases are. */
    public boolean isShown(PartFigure part) {
        return !isOfPeople(part) || isShown(part.measured().n());
    }

    /** Whether a score is shown: every part that went into it is, else the one that is hidden is found by subtraction. */
    public boolean isShown(Scorecard card) {
        return card.place().printed() != null
                && card.parts().values().stream()
                        .filter(part -> !part.isMissing())
                        .allMatch(this::isShown);
    }

    /** The sum over what is shown alone, else what is hidden is found by subtraction; empty where nothing is. */
    public OptionalLong sum(Collection<Long> numbers) {
        return numbers.stream().anyMatch(this::isShown)
                ? OptionalLong.of(numbers.stream()
                        .mapToLong(Long::longValue)
                        .filter(this::isShown)
                        .sum())
                : OptionalLong.empty();
    }
}
