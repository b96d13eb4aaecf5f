package io.hallpulse.gateway.assessment;

import com.fasterxml.jackson.databind.JsonNode;
import io.hallpulse.contract.message.Json;
import io.hallpulse.contract.message.UnreadableMessage;
import io.hallpulse.domain.assessment.card.CountedRound;
import io.hallpulse.domain.assessment.fact.CountedFacts;
import io.hallpulse.domain.assessment.figure.PeopleServed;
import io.hallpulse.domain.assessment.ranking.Place;
import io.hallpulse.domain.assessment.round.AssessedPeriod;
import io.hallpulse.domain.assessment.round.EarlierRound;
import io.hallpulse.domain.assessment.round.FrozenRound;
import io.hallpulse.domain.assessment.round.FrozenSubject;
import io.hallpulse.domain.assessment.round.RoundState;
import io.hallpulse.domain.assessment.scheme.Scheme;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts a round from what the database holds of it. Inside a transaction. */
final class RoundCount {
    private RoundCount() {}

    static CountedRound of(AssessStore.Tables tables, RoundRow round, Scheme scheme) throws SQLException {
        return CountedRound.of(frozen(tables, round, scheme), tables.facts().all(round.id(), scheme));
    }

    /** How many people dealt with each subject, as its facts tell now. */
    static Map<String, Long> contacts(AssessStore.Tables tables, RoundRow round, Scheme scheme) throws SQLException {
        return PeopleServed.of(
                scheme,
                new CountedFacts(tables.facts().all(round.id(), scheme)),
                tables.rounds().subjects(round.id()).stream()
                        .map(FrozenSubject::id)
                        .toList());
    }

    /** What is frozen of it. */
    static FrozenRound frozen(AssessStore.Tables tables, RoundRow round, Scheme scheme) throws SQLException {
        return new FrozenRound(
                scheme,
                round.period(),
                round.frozen().seed(),
                tables.rounds().subjects(round.id()),
                history(tables, round));
    }

    /** The rounds of the scheme before one, the oldest first; those that were not counted say nothing. */
    private static List<EarlierRound> history(AssessStore.Tables tables, RoundRow round) throws SQLException {
        AssessedPeriod period = AssessedPeriod.parse(round.period());
        List<RoundRow> earlier = new ArrayList<>(tables.rounds().of(round.scheme()));
        earlier.removeIf(one -> !AssessedPeriod.parse(one.period()).to().isBefore(period.from())
                || !(one.state().isCounted() || one.state() == RoundState.ANNULLED));
        earlier.sort(Comparator.comparing(
                (RoundRow one) -> AssessedPeriod.parse(one.period()).from()));
        List<EarlierRound> history = new ArrayList<>();
        for (RoundRow one : earlier) {
            history.add(new EarlierRound(
                    one.period(),
                    one.state() == RoundState.ANNULLED,
                    places(tables.rounds().cards(one.id()))));
        }
        return history;
    }

    private static Map<String, Place> places(Map<String, String> cards) throws SQLException {
        Map<String, Place> places = new HashMap<>();
        for (Map.Entry<String, String> card : cards.entrySet()) {
            try {
                JsonNode row = Json.read(card.getValue().getBytes(StandardCharsets.UTF_8), JsonNode.class)
                        .path("ranking");
                places.put(card.getKey(), place(row));
            } catch (UnreadableMessage e) {
                throw new SQLException("the card of " + card.getKey() + " cannot be read: " + e.getMessage(), e);
            }
        }
        return places;
    }

    /** Where a subject stood, as its card says. */
    private static Place place(JsonNode row) {
        Map<String, Long> missing = new HashMap<>();
        row.path("notRanked")
                .properties()
                .forEach(part -> missing.put(part.getKey(), part.getValue().asLong()));
        return new Place(
                row.has("rank") ? row.get("rank").asInt() : null,
                row.path("of").asInt(),
                row.path("fromLast").asInt(),
                row.path("listed").asBoolean(),
                row.has("printed") ? new BigDecimal(row.get("printed").asText()) : null,
                row.has("grade") ? row.get("grade").asText() : null,
                row.path("first").asBoolean(),
                texts(row.path("barred")),
                texts(row.path("excluded")),
                row.has("firm") ? row.get("firm").asBoolean() : null,
                texts(row.path("problems")),
                missing);
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(one -> texts.add(one.asText()));
        return texts;
    }
}
