package io.hallpulse.domain.assessment.card;

import io.hallpulse.domain.assessment.figure.Inputs;
import java.util.Map;
import java.util.TreeMap;

/** What a figure was counted from, as the part's own keys. */
final class InputsJson {
    private final int decimals;

    InputsJson(int decimals) {
        this.decimals = decimals;
    }

    Map<String, Object> of(Inputs inputs) {
        if (inputs instanceof Inputs.Levels levels) {
            Map<String, Object> node =
                    new TreeMap<>(Map.of("as", levels.as().word(), "inputs", counts(levels.counts())));
            CardJson.put(node, "excluded", levels.excluded().isEmpty() ? null : counts(levels.excluded()));
            return node;
        }
        if (inputs instanceof Inputs.Questions questions) {
            Map<String, Object> nodes = new TreeMap<>();
            questions.questions().forEach((id, question) -> nodes.put(id, question(question)));
            return Map.of("questions", nodes);
        }
        if (inputs instanceof Inputs.Marks marks) {
            Map<String, Object> nodes = new TreeMap<>();
            marks.marks().forEach((id, mark) -> nodes.put(id, mark(mark)));
            return Map.of("marks", nodes);
        }
        if (inputs instanceof Inputs.Visits visits) {
            return Map.of(
                    "visits",
                    visits.visits().stream()
                            .map(visit -> Map.of(
                                    "deducted",
                                    visit.deducted().toString(),
                                    "figure",
                                    visit.figure().toString()))
                            .toList());
        }
        Inputs.Outcomes outcomes = (Inputs.Outcomes) inputs;
        return Map.of(
                "inputs",
                Map.of(
                        "inTime", outcomes.inTime(),
                        "late", outcomes.late(),
                        "other", outcomes.other(),
                        "overdue", outcomes.overdue()));
    }

    private static Map<String, Object> counts(Map<Integer, Long> byLevel) {
        Map<String, Object> counts = new TreeMap<>();
        byLevel.forEach((level, count) -> counts.put(Integer.toString(level), count));
        return counts;
    }

    private static Map<String, Object> question(Inputs.Question question) {
        Map<String, Object> node = new TreeMap<>();
        CardJson.put(node, "weight", question.weight());
        CardJson.put(node, "n", question.n());
        CardJson.put(node, "inputs", question.counts());
        CardJson.put(node, "figure", question.figure());
        return node;
    }

    private Map<String, Object> mark(Inputs.Mark mark) {
        Map<String, Object> node = new TreeMap<>();
        CardJson.put(node, "weight", mark.weight());
        CardJson.put(node, "k", mark.k());
        CardJson.put(node, "pool", mark.pool());
        CardJson.put(node, "figure", mark.figure());
        CardJson.put(node, "share", mark.share());
        if (mark.interval() != null) {
            node.put("interval", CardJson.interval(mark.interval(), decimals));
        }
        return node;
    }
}
