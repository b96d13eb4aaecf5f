package io.hallpulse.domain.assessment;

import com.fasterxml.jackson.databind.JsonNode;
import io.hallpulse.domain.assessment.fact.Fact;
import io.hallpulse.domain.assessment.fact.FactValue;
import io.hallpulse.domain.assessment.figure.Fraction;
import io.hallpulse.domain.assessment.ranking.Place;
import io.hallpulse.domain.assessment.round.EarlierRound;
import io.hallpulse.domain.assessment.round.FrozenRound;
import io.hallpulse.domain.assessment.round.FrozenSubject;
import io.hallpulse.domain.assessment.scheme.Post;
import io.hallpulse.domain.assessment.scheme.Word;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is frozen of a stored round, and its facts. */
final class RoundOfJson {
    private RoundOfJson() {}

    static FrozenRound frozen(JsonNode round) {
        return new FrozenRound(
                SchemeOfJson.read(round.get("scheme")),
                round.get("period").asText(),
                round.get("seed").asText(),
                SchemeOfJson.list(round.get("subjects"), RoundOfJson::subject),
                SchemeOfJson.list(round.get("history"), RoundOfJson::earlier));
    }

    static List<Fact> facts(JsonNode round) {
        return SchemeOfJson.list(round.get("facts"), RoundOfJson::fact);
    }

    private static FrozenSubject subject(JsonNode node) {
        String id = node.get("id").asText();
        Map<Post, String> posts = new EnumMap<>(Post.class);
        node.path("posts")
                .properties()
                .forEach(post -> posts.put(
                        Word.of(Post.class, post.getKey()).orElseThrow(),
                        post.getValue().asText()));
        return new FrozenSubject(
                id,
                node.get("category").asText(),
                node.path("unit").asText(id),
                posts,
                node.path("services").asLong(),
                node.path("contacts").asLong(),
                texts(node.get("held")));
    }

    private static EarlierRound earlier(JsonNode node) {
        Map<String, Place> places = new LinkedHashMap<>();
        node.path("rows").properties().forEach(row -> places.put(row.getKey(), place(row.getValue())));
        return new EarlierRound(
                node.get("period").asText(), node.path("annulled").asBoolean(), places);
    }

    private static Place place(JsonNode row) {
        return new Place(
                row.has("rank") ? row.get("rank").intValue() : null,
                row.path("of").intValue(),
                row.path("fromLast").intValue(),
                row.get("listed").booleanValue(),
                row.has("printed") ? new BigDecimal(row.get("printed").asText()) : null,
                row.has("grade") ? row.get("grade").asText() : null,
                false,
                List.of(),
                List.of(),
                null,
                List.of(),
                Map.of());
    }

    private static Fact fact(JsonNode node) {
        return new Fact(
                node.get("id").asText(),
                node.get("source").asText(),
                node.has("subject") ? node.get("subject").asText() : null,
                value(node),
                !node.path("state").asText().equals("stated"));
    }

    private static FactValue value(JsonNode node) {
        if (node.has("strikes")) {
            return new FactValue.Strike(node.get("strikes").asText());
        }
        if (node.has("levels")) {
            Map<Integer, Long> counts = new LinkedHashMap<>();
            node.get("levels")
                    .properties()
                    .forEach(level -> counts.put(
                            Integer.valueOf(level.getKey()), level.getValue().longValue()));
            return new FactValue.Levels(counts);
        }
        if (node.has("excluded")) {
            return new FactValue.Excluded(node.get("excluded").intValue());
        }
        if (node.has("answers")) {
            return new FactValue.Answers(SchemeOfJson.map(node.get("answers"), JsonNode::asText));
        }
        if (node.has("counts")) {
            return new FactValue.AnswerCounts(
                    SchemeOfJson.map(node.get("counts"), question -> SchemeOfJson.map(question, JsonNode::longValue)));
        }
        if (node.has("contact")) {
            return new FactValue.Naming(
                    texts(node.get("contact")), SchemeOfJson.map(node.get("marks"), RoundOfJson::texts));
        }
        if (node.has("times")) {
            return new FactValue.Visit(SchemeOfJson.map(node.get("times"), JsonNode::intValue));
        }
        if (node.has("item")) {
            return new FactValue.Entry(
                    node.get("item").asText(),
                    node.has("points") ? Fraction.of(node.get("points").decimalValue()) : null);
        }
        String outcome = node.get("outcome").asText();
        return outcome.equals("open")
                ? new FactValue.OpenCase(node.path("overdue").asBoolean())
                : new FactValue.Outcome(outcome, node.path("late").asBoolean());
    }

    private static Set<String> texts(@Nullable JsonNode node) {
        return new LinkedHashSet<>(SchemeOfJson.list(node, JsonNode::asText));
    }
}
