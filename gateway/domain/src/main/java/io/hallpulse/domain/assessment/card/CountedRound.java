package io.hallpulse.domain.assessment.card;

import io.hallpulse.domain.assessment.fact.CountedFacts;
import io.hallpulse.domain.assessment.fact.Fact;
import io.hallpulse.domain.assessment.figure.Figures;
import io.hallpulse.domain.assessment.figure.Total;
import io.hallpulse.domain.assessment.ranking.Place;
import io.hallpulse.domain.assessment.ranking.RoundRanking;
import io.hallpulse.domain.assessment.ranking.Ticket;
import io.hallpulse.domain.assessment.round.FrozenRound;
import io.hallpulse.domain.assessment.round.FrozenSubject;
import io.hallpulse.domain.assessment.rule.Exclusions;
import io.hallpulse.domain.assessment.scheme.Score;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A round, counted: a pure function of what was frozen and of the facts, whatever their order (design 3, 6).
 *
 * @param facts those that count
 * @param cards in the order of the subjects' ids
 * @param digest SHA-256 of the canonical JSON of all cards, in hexadecimal digits
 */
public record CountedRound(FrozenRound round, CountedFacts facts, List<Scorecard> cards, String digest) {
    /**
     * Counts a round.
     *
     * @param facts of its period, also those that do not count
     * @throws IllegalArgumentException where the scheme weights by strata, which needs the register
     */
    public static CountedRound of(FrozenRound round, Collection<Fact> facts) {
        if (round.scheme().score().weighting() != Score.Weighting.NONE) {
            throw new IllegalArgumentException("weighting by strata needs the register, which is not counted here");
        }
        CountedFacts counted = new CountedFacts(facts);
        Figures figures = new Figures(round, counted);
        Map<String, Total> totals = new TreeMap<>();
        for (FrozenSubject subject : round.subjects()) {
            String id = subject.id();
            totals.put(id, Total.of(round.scheme(), counted, id, figures.of(id).values()));
        }
        Map<String, Place> places = RoundRanking.of(round, counted, figures, totals, Exclusions.of(round, counted));
        List<Scorecard> cards = new ArrayList<>();
        for (FrozenSubject subject : round.subjects()) {
            String id = subject.id();
            cards.add(new Scorecard(
                    id,
                    subject.category(),
                    figures.of(id),
                    Objects.requireNonNull(totals.get(id)),
                    Objects.requireNonNull(places.get(id))));
        }
        return new CountedRound(
                round, counted, List.copyOf(cards), Ticket.sha256(CardJson.text(round.scheme(), cards)));
    }

    /** Where each subject stands, by its id. */
    public Map<String, Place> places() {
        return cards.stream().collect(Collectors.toMap(Scorecard::subject, Scorecard::place));
    }

    /** The card of a subject. */
    public Optional<Scorecard> card(String subject) {
        return cards.stream().filter(card -> card.subject().equals(subject)).findFirst();
    }
}
