package io.hallpulse.gateway.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.hallpulse.domain.assessment.scheme.Checklist;
import io.hallpulse.domain.assessment.scheme.Scheme;
import io.hallpulse.domain.assessment.scheme.Source;
import io.hallpulse.domain.assessment.visit.Visit;
import io.hallpulse.domain.directory.Name;
import io.hallpulse.domain.directory.Text;
import io.hallpulse.gateway.assessment.VisitRow;
import io.hallpulse.gateway.assessment.Visits;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Visits as the interface takes and tells them. */
record VisitBody(String scheme, String period, Visits.Made made) {
    private static final int MOST_TIMES = 1000;

    /**
     * What a phone sends.
     *
     * @throws IllegalArgumentException with one line, where it says no visit
     */
    static VisitBody of(JsonNode sent) {
        String id = text(sent, "id");
        if (!id.matches("[0-9a-f]{32}")) {
            throw new IllegalArgumentException("id is 32 hexadecimal digits that the phone draws");
        }
        String round = text(sent, "round");
        int slash = round.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("round: '" + round + "' is no round; write SCHEME/PERIOD");
        }
        Map<String, Integer> times = new LinkedHashMap<>();
        sent.path("times").properties().forEach(item -> {
            int seen = item.getValue().asInt(-1);
            if (seen < 0 || seen > MOST_TIMES) {
                throw new IllegalArgumentException("times: " + item.getKey() + " is no number of times");
            }
            times.put(item.getKey(), seen);
        });
        List<byte[]> photos = new ArrayList<>();
        for (JsonNode photo : sent.path("photos")) {
            try {
                photos.add(Base64.getDecoder().decode(photo.asText()));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("photos are in base64", e);
            }
        }
        return new VisitBody(
                round.substring(0, slash),
                round.substring(slash + 1),
                new Visits.Made(
                        id,
                        new Visit(
                                text(sent, "source"),
                                text(sent, "subject"),
                                sent.path("n").asInt()),
                        day(text(sent, "day")),
                        times,
                        sent.path("note").asText(""),
                        photos));
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("day: '" + text + "' is no day such as 2026-11-22", e);
        }
    }

    private static String text(JsonNode sent, String member) {
        String text = sent.path(member).asText("");
        if (text.isEmpty()) {
            throw new IllegalArgumentException(member + " is missing");
        }
        return text;
    }

    private static Map<String, String> words(String zh, String en) {
        return Map.of("zh", zh, "en", en);
    }

    private static Map<String, String> words(Name name) {
        return words(name.zh(), name.en());
    }

    /** A visit as the phone of its inspector needs it, with nothing to be asked for later. */
    static Map<String, Object> assigned(Visits.Assigned visit) {
        Map<String, Object> told = visit(visit.row());
        told.put("round", visit.round().name());
        told.put("scheme", words(visit.scheme().name()));
        told.put("from", visit.from());
        told.put("until", visit.until());
        told.put("checklist", checklist(visit.scheme(), visit.row().visit().source()));
        return told;
    }

    private static List<Object> checklist(Scheme scheme, String source) {
        Checklist checklist = scheme.sources().get(source) instanceof Source.Visits visits
                ? scheme.checklists().get(visits.checklist())
                : null;
        List<Object> items = new ArrayList<>();
        if (checklist != null) {
            for (Checklist.Item item : checklist.items()) {
                items.add(Map.of("id", item.id(), "name", words(item.name())));
            }
        }
        return items;
    }

    /** A visit as those see it who see all of a round. */
    static Map<String, Object> visit(VisitRow row) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("source", row.visit().source());
        told.put("subject", row.visit().subject());
        told.put("name", words(row.name()));
        told.put("n", row.visit().n());
        told.put("way", row.way());
        Long fact = row.fact();
        told.put("made", fact != null);
        String inspector = row.inspector();
        if (inspector != null) {
            told.put("inspector", inspector);
        }
        Text reason = row.reason();
        if (reason != null) {
            told.put("reason", words(reason.zh(), reason.en()));
        }
        if (fact != null) {
            told.put("fact", "f" + fact);
            told.put("note", row.note());
        }
        return told;
    }
}
