package io.hallpulse.domain.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.hallpulse.domain.assessment.card.CanonicalJson;
import io.hallpulse.domain.assessment.card.CardJson;
import io.hallpulse.domain.assessment.card.CountedRound;
import io.hallpulse.domain.assessment.round.FrozenRound;
import io.hallpulse.domain.assessment.rule.Consequence;
import io.hallpulse.domain.assessment.rule.PointsGiven;
import io.hallpulse.domain.assessment.rule.PointsTotals;
import io.hallpulse.domain.assessment.rule.Rules;
import io.hallpulse.domain.assessment.scheme.Effect;
import io.hallpulse.domain.assessment.scheme.Post;
import java.io.BufferedReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A thousand random rounds come to the same cards, ranks, effects and digests here and in the count that was written apart from this one. */
class RandomRoundsTest {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final int DIFFERENCES_TOLD = 20;

    @Test
    void rounds_areCountedAsByTheReference() throws Exception {
        List<String> differences = new ArrayList<>();
        int rounds = 0;
        try (BufferedReader inputs = ReferenceCountTest.stored("rounds");
                BufferedReader outcomes = ReferenceCountTest.stored("outcomes")) {
            String input = inputs.readLine();
            while (input != null && differences.size() < DIFFERENCES_TOLD) {
                JsonNode expected = JSON.readTree(Objects.requireNonNull(outcomes.readLine()));
                compare("", outcome(JSON.readTree(input)), expected, differences, rounds);
                rounds++;
                input = inputs.readLine();
            }
        }

        assertThat(String.join("\n", differences)).isEmpty();
        assertThat(rounds).isEqualTo(1000);
    }

    private static JsonNode outcome(JsonNode input) throws JsonProcessingException {
        FrozenRound round = RoundOfJson.frozen(input);
        CountedRound counted = CountedRound.of(round, RoundOfJson.facts(input));
        List<Consequence> consequences = Rules.published(round, counted.facts(), counted.places());
        Map<String, Object> outcome = new LinkedHashMap<>();
        outcome.put("round", round.id());
        outcome.put(
                "cards",
                counted.cards().stream()
                        .map(card -> CardJson.of(round.scheme(), card))
                        .toList());
        outcome.put(
                "effects", consequences.stream().map(RandomRoundsTest::effect).toList());
        outcome.put(
                "totals",
                PointsTotals.of(round, consequences).stream()
                        .map(RandomRoundsTest::total)
                        .toList());
        outcome.put("digest", counted.digest());
        return JSON.readTree(CanonicalJson.text(outcome));
    }

    private static Map<String, Object> effect(Consequence one) {
        Map<String, Object> node = new LinkedHashMap<>();
        node.put("rule", one.rule());
        node.put("subject", one.subject());
        if (one.effect() instanceof Effect.Open open) {
            node.put("do", "open");
            node.put("flow", open.flow());
            node.put("to", open.to().word());
            put(node, "holder", one.holder());
            put(node, "by", open.by() == null ? null : open.by().word());
            put(node, "propose", open.propose());
            put(node, "withheld", one.withheld() ? "not-firm" : null);
        } else if (one.effect() instanceof Effect.Move move) {
            node.put("do", "move");
            node.put("flow", move.flow());
            node.put("from", move.from());
            node.put("to", move.to());
        } else if (one.effect() instanceof Effect.Points points) {
            node.put("do", "points");
            node.put("into", points.into());
            node.put("to", points.to().stream().map(Post::word).toList());
            node.put("points", Objects.toString(one.points()));
        } else {
            node.put("do", "exclude");
        }
        return node;
    }

    private static Map<String, Object> total(PointsGiven given) {
        Map<String, Object> node = new LinkedHashMap<>();
        node.put("rule", given.rule());
        node.put("into", given.into());
        node.put("to", given.to().word());
        node.put("holder", given.holder());
        node.put("sum", given.sum().toString());
        node.put("given", given.given().toString());
        return node;
    }

    private static void put(Map<String, Object> node, String key, @Nullable Object value) {
        if (value != null) {
            node.put(key, value);
        }
    }

    /** Tells where two trees differ, leaf by leaf. */
    private static void compare(
            String path, @Nullable JsonNode here, @Nullable JsonNode there, List<String> differences, int round) {
        if (Objects.equals(here, there)) {
            return;
        }
        if (here != null && there != null && here.isObject() && there.isObject()) {
            List<String> keys = new ArrayList<>();
            here.fieldNames().forEachRemaining(keys::add);
            there.fieldNames().forEachRemaining(keys::add);
            keys.stream()
                    .distinct()
                    .forEach(key -> compare(path + "." + key, here.get(key), there.get(key), differences, round));
        } else if (here != null && there != null && here.isArray() && there.isArray()) {
            for (int i = 0; i < Math.max(here.size(), there.size()); i++) {
                compare(path + "[" + i + "]", here.get(i), there.get(i), differences, round);
            }
        } else {
            differences.add("line " + (round + 1) + " " + path + ": " + here + ", the reference has " + there);
        }
    }
}
