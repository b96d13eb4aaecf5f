package io.hallpulse.domain.assessment.visit;

import io.hallpulse.domain.assessment.ranking.LargestRemainder;
import io.hallpulse.domain.assessment.ranking.Place;
import io.hallpulse.domain.assessment.ranking.Ticket;
import io.hallpulse.domain.assessment.round.EarlierRound;
import io.hallpulse.domain.assessment.round.FrozenRound;
import io.hallpulse.domain.assessment.round.FrozenSubject;
import io.hallpulse.domain.assessment.scheme.Part;
import io.hallpulse.domain.assessment.scheme.Source;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Which visits a round wants. */
public final class VisitPlan {
    private VisitPlan() {}

    /**
     * The visits of all sources whose visits are assigned by lot, in their order. A source whose figures count in some categories alone is
     * not visited for the others.
     */
    public static List<Visit> of(FrozenRound round) {
        Map<String, Place> before = round.previous().map(EarlierRound::places).orElse(Map.of());
        List<Visit> visits = new ArrayList<>();
        new TreeMap<>(round.scheme().sources()).forEach((id, source) -> {
            if (source instanceof Source.Visits wanted && wanted.random()) {
                for (FrozenSubject subject : visited(round, id, wanted, before)) {
                    Place place = before.get(subject.id());
                    int times = wanted.perSubject() + (place != null && place.listed() ? wanted.extraListed() : 0);
                    for (int n = 1; n <= times; n++) {
                        visits.add(new Visit(id, subject.id(), n));
                    }
                }
            }
        });
        return visits;
    }

    private static List<FrozenSubject> visited(
            FrozenRound round, String id, Source.Visits source, Map<String, Place> before) {
        List<Part> parts = round.scheme().score().parts().stream()
                .filter(part -> part.from().equals(id))
                .toList();
        List<FrozenSubject> concerned = round.subjects().stream()
                .filter(subject ->
                        parts.isEmpty() || parts.stream().anyMatch(part -> part.countsIn(subject.category())))
                .toList();
        Integer places = source.shortlist();
        return places == null || concerned.size() <= places
                ? concerned
                : shortlist(round, id, places, concerned, before);
    }

    /** Places shared out among the categories by size; in each the best of the last round come first, who had no rank by ticket. */
    private static List<FrozenSubject> shortlist(
            FrozenRound round, String id, int places, List<FrozenSubject> concerned, Map<String, Place> before) {
        Map<String, List<FrozenSubject>> categories = new TreeMap<>();
        concerned.forEach(subject -> categories
                .computeIfAbsent(subject.category(), category -> new ArrayList<>())
                .add(subject));
        Map<String, Long> sizes = new HashMap<>();
        categories.forEach((category, subjects) -> sizes.put(category, (long) subjects.size()));
        Map<String, Long> shares = LargestRemainder.of(places, sizes);
        Comparator<FrozenSubject> best = Comparator.comparingInt((FrozenSubject subject) -> rank(before, subject))
                .thenComparing(subject -> Ticket.of(round.seed(), round.id(), id + "/" + subject.id()));
        List<FrozenSubject> taken = new ArrayList<>();
        categories.forEach((category, subjects) -> subjects.stream()
                .sorted(best)
                .limit(shares.getOrDefault(category, 0L))
                .forEach(taken::add));
        taken.sort(Comparator.comparing(FrozenSubject::id));
        return taken;
    }

    private static int rank(Map<String, Place> before, FrozenSubject subject) {
        Place place = before.get(subject.id());
        Integer rank = place == null ? null : place.rank();
        return rank == null ? Integer.MAX_VALUE : rank;
    }

    /** From which day on a visit is due: those of a subject are spread over the period. */
    public static LocalDate day(LocalDate from, LocalDate to, int n, int times) {
        return from.plusDays((ChronoUnit.DAYS.between(from, to) + 1) * (n - 1) / Math.max(times, n));
    }
}
