package io.hallpulse.domain.assessment.ranking;

import io.hallpulse.domain.assessment.fact.CountedFacts;
import io.hallpulse.domain.assessment.figure.Figures;
import io.hallpulse.domain.assessment.figure.PartFigure;
import io.hallpulse.domain.assessment.figure.Total;
import io.hallpulse.domain.assessment.ranking.Ranks.Rank;
import io.hallpulse.domain.assessment.round.FrozenRound;
import io.hallpulse.domain.assessment.round.FrozenSubject;
import io.hallpulse.domain.assessment.scheme.ItemName;
import io.hallpulse.domain.assessment.scheme.Ranking;
import io.hallpulse.domain.assessment.scheme.Score;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The ranking of a round (design 6.5): ranks inside each league, then who of those that are eligible is on the list. */
public final class RoundRanking {
    private final FrozenRound round;
    private final CountedFacts facts;
    private final Map<String, Total> totals;
    private final Map<String, List<String>> excluded;
    private final Map<String, Rank> ranks = new HashMap<>();

    private RoundRanking(
            FrozenRound round, CountedFacts facts, Map<String, Total> totals, Map<String, List<String>> excluded) {
        this.round = round;
        this.facts = facts;
        this.totals = totals;
        this.excluded = excluded;
        round.leagues().forEach(this::rank);
    }

    /**
     * The place of every subject, by its id.
     *
     * @param excluded ids of the rules that keep a subject out of the list, by its id
     */
    public static Map<String, Place> of(
            FrozenRound round,
            CountedFacts facts,
            Figures figures,
            Map<String, Total> totals,
            Map<String, List<String>> excluded) {
        RoundRanking ranking = new RoundRanking(round, facts, totals, excluded);
        Map<String, Integer> eligible = new HashMap<>();
        ranking.ranks.forEach((subject, rank) -> {
            if (ranking.barred(subject).isEmpty() && !excluded.containsKey(subject)) {
                eligible.put(subject, rank.rank());
            }
        });
        Set<String> listed = new RoundList(round, figures::of).of(eligible);
        Named named = new Named(round, facts);
        Map<String, Place> places = new TreeMap<>();
        for (FrozenSubject subject : round.subjects()) {
            places.put(
                    subject.id(),
                    ranking.place(subject.id(), figures, named.of(subject), listed.contains(subject.id())));
        }
        return places;
    }

    /** Whether a greater figure comes before a smaller one. */
    static boolean isGreaterFirst(FrozenRound round) {
        return (round.scheme().ranking().order() == Ranking.Order.BEST_FIRST)
                == (round.scheme().score().good() == Score.Good.HIGH);
    }

    private void rank(List<FrozenSubject> league) {
        Map<String, BigDecimal> printed = new HashMap<>();
        for (FrozenSubject subject : league) {
            BigDecimal figure = printed(subject.id());
            if (figure != null) {
                printed.put(subject.id(), figure);
            }
        }
        Set<String> first =
                league.stream().map(FrozenSubject::id).filter(this::isFirst).collect(Collectors.toSet());
        ranks.putAll(Ranks.of(printed, isGreaterFirst(round), first));
    }

    private @Nullable BigDecimal printed(String subject) {
        Total total = totals.get(subject);
        return total == null ? null : total.printed(round.scheme().score().decimals());
    }

    private boolean isFirst(String subject) {
        return round.scheme().ranking().first().stream().anyMatch(item -> facts.has(item, subject));
    }

    private List<String> barred(String subject) {
        return round.scheme().ranking().bar().stream()
                .filter(item -> facts.has(item, subject))
                .map(ItemName::toString)
                .distinct()
                .sorted()
                .toList();
    }

    private Place place(String subject, Figures figures, Named.Told told, boolean listed) {
        Rank rank = ranks.get(subject);
        boolean first = isFirst(subject);
        BigDecimal printed = printed(subject);
        Boolean named = told.firm();
        Boolean firm = (rank == null || named == null) ? null : (Boolean) (first || named);
        return new Place(
                rank == null ? null : rank.rank(),
                rank == null ? 0 : rank.of(),
                rank == null ? 0 : rank.fromLast(),
                listed,
                printed,
                printed == null ? null : grade(printed),
                first,
                barred(subject),
                excluded.getOrDefault(subject, List.of()),
                firm,
                told.problems(),
                printed == null ? missing(figures.of(subject)) : Map.of());
    }

    private @Nullable String grade(BigDecimal printed) {
        return round.scheme().score().grades().stream()
                .filter(grade -> grade.from().compareTo(printed) <= 0)
                .max(Comparator.comparing(Score.Grade::from))
                .map(Score.Grade::id)
                .orElse(null);
    }

    private static Map<String, Long> missing(Map<String, PartFigure> parts) {
        return parts.values().stream()
                .filter(PartFigure::isMissing)
                .collect(Collectors.toMap(
                        part -> part.part().id(), part -> part.measured().n()));
    }
}
