package io.hallpulse.domain.assessment.ranking;

import io.hallpulse.domain.assessment.round.FrozenRound;
import io.hallpulse.domain.assessment.round.FrozenSubject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rank before a subject's own, and how far it is: what would change it.
 *
 * @param rank the next one before
 * @param printed the figure of who has it
 * @param gap between both printed figures, not negative
 * @param subjects ids of those who have it by that figure
 */
public record NextRank(int rank, BigDecimal printed, BigDecimal gap, List<String> subjects) {
    public NextRank {
        subjects = List.copyOf(subjects);
    }

    /**
     * That of a subject.
     *
     * @param places where each subject stands, by its id
     * @return empty for the first, for who is not ranked, and where a proven fact and not a figure made the rank
     */
    public static Optional<NextRank> of(FrozenRound round, Map<String, Place> places, String subject) {
        Place own = places.get(subject);
        Integer rank = own == null || own.first() ? null : own.rank();
        BigDecimal printed = own == null ? null : own.printed();
        if (rank == null || printed == null) {
            return Optional.empty();
        }
        return round.leagues().stream()
                .filter(league -> league.stream().anyMatch(one -> one.id().equals(subject)))
                .findFirst()
                .flatMap(league -> before(league, places, rank))
                .map(next -> new NextRank(
                        next.rank, next.printed, next.printed.subtract(printed).abs(), next.subjects));
    }

    private static Optional<NextRank> before(List<FrozenSubject> league, Map<String, Place> places, int rank) {
        @Nullable NextRank next = null;
        for (FrozenSubject one : league) {
            Place place = places.get(one.id());
            if (place != null && place.rank() != null && place.printed() != null && !place.first()) {
                int before = place.rank();
                if (before < rank && (next == null || next.rank <= before)) {
                    List<String> with =
                            new ArrayList<>(next != null && next.rank == before ? next.subjects : List.of());
                    with.add(one.id());
                    next = new NextRank(before, place.printed(), BigDecimal.ZERO, with);
                }
            }
        }
        return Optional.ofNullable(next);
    }
}
