package io.hallpulse.domain.assessment.ranking;

import io.hallpulse.domain.assessment.figure.PartFigure;
import io.hallpulse.domain.assessment.round.FrozenRound;
import io.hallpulse.domain.assessment.round.FrozenSubject;
import io.hallpulse.domain.assessment.scheme.Ranking.TieBreak;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A tie at the end of a list, where not all who share a rank have a place (design 6.5, X10).
 *
 * @param rank that they share
 * @param listed those who have a place, the first of them first
 * @param left those who have none
 * @param by what settled it between the last of the ones and the first of the others; null where the ticket did
 */
public record EdgeTie(
        int rank,
        List<String> listed,
        List<String> left,
        @Nullable TieBreak by) {
    public EdgeTie {
        listed = List.copyOf(listed);
        left = List.copyOf(left);
    }

    /**
     * Those of a counted round.
     *
     * @param figures of the parts that apply to a subject, by its id
     * @param places where each subject stands, by its id
     */
    public static List<EdgeTie> of(
            FrozenRound round, Function<String, Map<String, PartFigure>> figures, Map<String, Place> places) {
        RoundList list = new RoundList(round, figures);
        Comparator<String> order = list.breaking(round.scheme().ranking().list().edge());
        List<EdgeTie> ties = new ArrayList<>();
        for (List<FrozenSubject> group : list.groups()) {
            sharing(group, places).forEach((rank, subjects) -> {
                List<String> listed = some(subjects, places, true, order);
                List<String> left = some(subjects, places, false, order);
                if (!listed.isEmpty() && !left.isEmpty()) {
                    ties.add(new EdgeTie(
                            rank,
                            listed,
                            left,
                            list.settledBy(listed.get(listed.size() - 1), left.get(0))
                                    .orElse(null)));
                }
            });
        }
        return ties;
    }

    private static Map<Integer, List<String>> sharing(List<FrozenSubject> group, Map<String, Place> places) {
        Map<Integer, List<String>> sharing = new TreeMap<>();
        for (FrozenSubject subject : group) {
            Place place = places.get(subject.id());
            Integer rank = place == null || !place.isEligible() ? null : place.rank();
            if (rank != null) {
                sharing.computeIfAbsent(rank, r -> new ArrayList<>()).add(subject.id());
            }
        }
        return sharing;
    }

    private static List<String> some(
            List<String> subjects, Map<String, Place> places, boolean listed, Comparator<String> order) {
        return subjects.stream()
                .filter(subject -> {
                    Place place = places.get(subject);
                    return place != null && place.listed() == listed;
                })
                .sorted(order)
                .toList();
    }
}
