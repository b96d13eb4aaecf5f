package io.hallpulse.gateway.assessment;

import com.fasterxml.jackson.databind.JsonNode;
import io.hallpulse.contract.message.Json;
import io.hallpulse.contract.message.UnreadableMessage;
import io.hallpulse.domain.assessment.card.CanonicalJson;
import io.hallpulse.domain.assessment.fact.FactValue;
import io.hallpulse.domain.assessment.figure.Fraction;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** What a fact says as JSON, in the form that {@code gateway/domain/src/test/assessment/README.md} tells. */
final class FactJson {
    /** The members that are a value, each of another kind of source. */
    private static final Set<String> MEMBERS = Set.of(
            "levels",
            "excluded",
            "answers",
            "counts",
            "contact",
            "marks",
            "times",
            "item",
            "points",
            "outcome",
            "late",
            "overdue");

    private FactJson() {}

    /** Whether a member belongs to the value. */
    static boolean isMember(String name) {
        return MEMBERS.contains(name);
    }

    /** The value as a tree of maps, lists and texts. */
    static Map<String, Object> tree(FactValue value) {
        Map<String, Object> tree = new TreeMap<>();
        if (value instanceof FactValue.Levels levels) {
            Map<String, Object> counts = new TreeMap<>();
            levels.counts().forEach((level, n) -> counts.put(Integer.toString(level), n));
            tree.put("levels", counts);
        } else if (value instanceof FactValue.Excluded excluded) {
            tree.put("excluded", excluded.level());
        } else if (value instanceof FactValue.Answers answers) {
            tree.put("answers", answers.answers());
        } else if (value instanceof FactValue.AnswerCounts counts) {
            tree.put("counts", counts.counts());
        } else if (value instanceof FactValue.Naming naming) {
            tree.put("contact", naming.contact().stream().sorted().toList());
            Map<String, Object> marks = new TreeMap<>();
            naming.marks()
                    .forEach((subject, some) ->
                            marks.put(subject, some.stream().sorted().toList()));
            tree.put("marks", marks);
        } else if (value instanceof FactValue.Visit visit) {
            tree.put("times", visit.times());
        } else if (value instanceof FactValue.Entry entry) {
            tree.put("item", entry.item());
            Fraction points = entry.points();
            if (points != null) {
                tree.put("points", points.toString());
            }
        } else if (value instanceof FactValue.Outcome outcome) {
            tree.put("outcome", outcome.outcome());
            tree.put("late", outcome.late());
        } else if (value instanceof FactValue.OpenCase open) {
            tree.put("outcome", "open");
            tree.put("overdue", open.overdue());
        } else if (value instanceof FactValue.Strike strike) {
            tree.put("strikes", strike.fact());
        }
        return tree;
    }

    static String text(FactValue value) {
        return CanonicalJson.text(tree(value));
    }

    /**
     * A value as it was stored.
     *
     * @throws IllegalArgumentException with one line, where it is none
     */
    static FactValue parse(String text) {
        try {
            return of(Json.read(text.getBytes(StandardCharsets.UTF_8), JsonNode.class));
        } catch (UnreadableMessage e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /**
     * The value that an object's members say.
     *
     * @throws IllegalArgumentException with one line, where they say none, or two
     */
    static FactValue of(JsonNode fact) {
        if (fact.has("strikes")) {
            return new FactValue.Strike(text(fact, "strikes"));
        }
        if (fact.has("levels")) {
            Map<Integer, Long> counts = new HashMap<>();
            map(fact, "levels", n -> count(n, "levels")).forEach((level, n) -> counts.put(level(level), n));
            return new FactValue.Levels(counts);
        }
        if (fact.has("excluded")) {
            return new FactValue.Excluded(Math.toIntExact(count(fact.path("excluded"), "excluded")));
        }
        if (fact.has("answers")) {
            return new FactValue.Answers(map(fact, "answers", option -> text(option, "an answer", option)));
        }
        if (fact.has("counts")) {
            return new FactValue.AnswerCounts(map(fact, "counts", options -> {
                Map<String, Long> counts = new HashMap<>();
                options.properties().forEach(one -> counts.put(one.getKey(), count(one.getValue(), "counts")));
                return counts;
            }));
        }
        if (fact.has("contact") || fact.has("marks")) {
            return new FactValue.Naming(
                    fact.has("contact") ? texts(fact.get("contact"), "contact") : Set.of(),
                    fact.has("marks") ? map(fact, "marks", marks -> texts(marks, "marks")) : Map.of());
        }
        if (fact.has("times")) {
            Map<String, Integer> times = new HashMap<>();
            map(fact, "times", n -> count(n, "times")).forEach((item, n) -> times.put(item, Math.toIntExact(n)));
            return new FactValue.Visit(times);
        }
        if (fact.has("item")) {
            JsonNode points = fact.path("points");
            return new FactValue.Entry(
                    text(fact, "item"), points.isMissingNode() ? null : Fraction.parse(points.asText()));
        }
        if (fact.has("outcome")) {
            String outcome = text(fact, "outcome");
            return outcome.equals("open")
                    ? new FactValue.OpenCase(fact.path("overdue").asBoolean())
                    : new FactValue.Outcome(outcome, fact.path("late").asBoolean());
        }
        throw new IllegalArgumentException(
                "the fact has no value; send answers, counts, contact and marks, times, item or outcome");
    }

    private static int level(String text) {
        if (!List.of("1", "2", "3", "4", "5").contains(text)) {
            throw new IllegalArgumentException("levels: '" + text + "' is no level; they are 1 to 5");
        }
        return Integer.parseInt(text);
    }

    private static long count(JsonNode node, String member) {
        if (!node.isIntegralNumber() || node.asLong() < 0 || node.asLong() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(member + ": " + node + " is no count; send a whole number from 0 on");
        }
        return node.asLong();
    }

    private static String text(JsonNode fact, String member) {
        return text(fact.path(member), member, fact.path(member));
    }

    private static String text(JsonNode node, String member, JsonNode shown) {
        if (!node.isTextual() || node.asText().isEmpty()) {
            throw new IllegalArgumentException(member + ": " + shown + " is no text");
        }
        return node.asText();
    }

    private static Set<String> texts(JsonNode list, String member) {
        Set<String> texts = new HashSet<>();
        if (!list.isArray()) {
            throw new IllegalArgumentException(member + ": " + list + " is no list");
        }
        list.forEach(one -> texts.add(text(one, member, one)));
        return texts;
    }

    private static <T> Map<String, T> map(JsonNode fact, String member, Function<JsonNode, T> value) {
        JsonNode node = fact.path(member);
        if (!node.isObject()) {
            throw new IllegalArgumentException(member + ": " + node + " is no object");
        }
        Map<String, T> map = new LinkedHashMap<>();
        node.properties().forEach(one -> map.put(one.getKey(), value.apply(one.getValue())));
        return map;
    }
}
