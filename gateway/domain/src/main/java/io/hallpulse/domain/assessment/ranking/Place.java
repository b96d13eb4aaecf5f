package io.hallpulse.domain.assessment.ranking;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a subject stands in a round (design 6.5).
 *
 * @param rank 1 for the first; null where it is not ranked
 * @param of how many are ranked in its league; 0 where it is not ranked
 * @param fromLast 1 for the last; 0 where it is not ranked
 * @param printed the figure by which it is ranked; null where none was counted
 * @param grade id of the highest grade that the figure reaches; null where there is none
 * @param first whether a proven fact places it first
 * @param barred items whose facts keep it out of the list, sorted
 * @param excluded ids of the rules that keep it out of the list
 * @param firm whether the rank is more than chance; null where that is not asked
 * @param problems the three marks at most that name it most often
 * @param missing n of each part that was missing, where the figure was not counted
 */
public record Place(
        @Nullable Integer rank,
        int of,
        int fromLast,
        boolean listed,
        @Nullable BigDecimal printed,
        @Nullable String grade,
        boolean first,
        List<String> barred,
        List<String> excluded,
        @Nullable Boolean firm,
        List<String> problems,
        Map<String, Long> missing) {
    public Place {
        barred = List.copyOf(barred);
        excluded = List.copyOf(excluded);
        problems = List.copyOf(problems);
        missing = Map.copyOf(missing);
    }

    /** Whether it may stand on the list at all. */
    public boolean isEligible() {
        return rank != null && barred.isEmpty() && excluded.isEmpty();
    }

    Place withRank(@Nullable Integer newRank, int newOf, int newFromLast) {
        return new Place(
                newRank, newOf, newFromLast, listed, printed, grade, first, barred, excluded, firm, problems, missing);
    }

    Place withListed(boolean newListed) {
        return new Place(
                rank, of, fromLast, newListed, printed, grade, first, barred, excluded, firm, problems, missing);
    }

    Place withFirm(@Nullable Boolean newFirm) {
        return new Place(
                rank, of, fromLast, listed, printed, grade, first, barred, excluded, newFirm, problems, missing);
    }
}
