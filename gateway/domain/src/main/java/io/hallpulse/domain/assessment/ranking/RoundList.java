package io.hallpulse.domain.assessment.ranking;

import io.hallpulse.domain.assessment.figure.Fraction;
import io.hallpulse.domain.assessment.figure.PartFigure;
import io.hallpulse.domain.assessment.round.EarlierRound;
import io.hallpulse.domain.assessment.round.FrozenRound;
import io.hallpulse.domain.assessment.round.FrozenSubject;
import io.hallpulse.domain.assessment.scheme.Ranking;
import io.hallpulse.domain.assessment.scheme.Ranking.Edge;
import io.hallpulse.domain.assessment.scheme.Ranking.Take;
import io.hallpulse.domain.assessment.scheme.Ranking.TieBreak;
import io.hallpulse.domain.assessment.scheme.Score;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Who is on the list of a round (design 6.5, X10): places for all, for each category, or shared out by its size; ties at the edge. */
final class RoundList {
    private final FrozenRound round;
    private final Function<String, Map<String, PartFigure>> figures;
    private final Map<String, FrozenSubject> subjects;

    /** @param figures of the parts that apply to a subject, by its id */
    RoundList(FrozenRound round, Function<String, Map<String, PartFigure>> figures) {
        this.round = round;
        this.figures = figures;
        subjects = round.subjects().stream().collect(Collectors.toMap(FrozenSubject::id, subject -> subject));
    }

    /** @param eligible the ranks of all that may be listed */
    Set<String> of(Map<String, Integer> eligible) {
        Take take = round.scheme().ranking().list().take();
        Set<String> listed = new HashSet<>();
        if (take instanceof Take.Each each) {
            round.leagues().forEach(league -> listed.addAll(listed(league, each.places(), eligible)));
            return listed;
        }
        Map<String, Long> places = places(take);
        round.byCategory()
                .forEach((category, members) -> listed.addAll(
                        listed(members, places.getOrDefault(category, 0L).intValue(), eligible)));
        return listed;
    }

    private Map<String, Long> places(Take take) {
        Map<String, Long> places = new HashMap<>();
        if (take instanceof Take.ByCategory byCategory) {
            byCategory.places().forEach((category, count) -> places.put(category, count.longValue()));
        } else if (take instanceof Take.Spread spread) {
            Map<String, Long> sizes = new HashMap<>();
            round.byCategory().forEach((category, members) -> sizes.put(category, (long) members.size()));
            places.putAll(LargestRemainder.of(spread.places(), sizes));
        }
        return places;
    }

    /** Those who share places for the list: a league where each has so many, else a category. */
    Collection<List<FrozenSubject>> groups() {
        return round.scheme().ranking().list().take() instanceof Take.Each
                ? round.leagues()
                : round.byCategory().values();
    }

    private Set<String> listed(List<FrozenSubject> group, int places, Map<String, Integer> eligible) {
        Map<String, Integer> ranks = new HashMap<>();
        for (FrozenSubject subject : group) {
            Integer rank = eligible.get(subject.id());
            if (rank != null) {
                ranks.put(subject.id(), rank);
            }
        }
        Edge edge = round.scheme().ranking().list().edge();
        return ListEdge.listed(placesOf(ranks), places, edge == Edge.INCLUDE ? null : breaking(edge));
    }

    /** Their order among themselves: one more than there are with a smaller rank. */
    private static Map<String, Integer> placesOf(Map<String, Integer> ranks) {
        List<Integer> sorted = ranks.values().stream().sorted().toList();
        Map<Integer, Integer> before = new HashMap<>();
        for (int i = 0; i < sorted.size(); i++) {
            before.putIfAbsent(sorted.get(i), i);
        }
        Map<String, Integer> places = new HashMap<>();
        ranks.forEach((subject, rank) -> places.put(subject, 1 + before.getOrDefault(rank, 0)));
        return places;
    }

    /**
     * What settled the order of two that share a rank.
     *
     * @return empty where the ticket did
     */
    Optional<TieBreak> settledBy(String one, String other) {
        Ranking ranking = round.scheme().ranking();
        return ranking.list().edge() != Edge.BREAK
                ? Optional.empty()
                : ranking.breakBy().stream()
                        .filter(tie -> breaking(tie).compare(one, other) != 0)
                        .findFirst();
    }

    /** What the scheme names, in its order, and the ticket at last. */
    Comparator<String> breaking(Edge edge) {
        Comparator<String> order = Comparator.comparing(subject -> Ticket.of(round.seed(), round.period(), subject));
        List<TieBreak> named = round.scheme().ranking().breakBy();
        for (int i = named.size() - 1; i >= 0 && edge == Edge.BREAK; i--) {
            order = breaking(named.get(i)).thenComparing(order);
        }
        return order;
    }

    private Comparator<String> breaking(TieBreak tie) {
        if (tie instanceof TieBreak.ByPart part) {
            Comparator<BigDecimal> figures =
                    RoundRanking.isGreaterFirst(round) ? Comparator.reverseOrder() : Comparator.naturalOrder();
            return Comparator.comparing(subject -> printed(subject, part.part()), Comparator.nullsLast(figures));
        }
        if (tie instanceof TieBreak.Previous) {
            return Comparator.comparing(this::previous, Comparator.nullsLast(Comparator.naturalOrder()));
        }
        boolean services = tie instanceof TieBreak.Services;
        return Comparator.comparing(subject -> served(subject, services), Comparator.reverseOrder());
    }

    private @Nullable BigDecimal printed(String subject, String part) {
        PartFigure found = figures.apply(subject).get(part);
        Score score = round.scheme().score();
        Fraction figure = found == null ? null : found.counted(score);
        return figure == null ? null : figure.rounded(score.decimals());
    }

    private @Nullable Integer previous(String subject) {
        Place place =
                round.previous().map(EarlierRound::places).orElse(Map.of()).get(subject);
        return place == null ? null : place.rank();
    }

    private long served(String id, boolean services) {
        FrozenSubject subject = subjects.get(id);
        return subject == null ? 0 : services ? subject.services() : subject.contacts();
    }
}
