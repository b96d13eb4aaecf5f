package io.hallpulse.gateway.assessment;

import com.fasterxml.jackson.databind.JsonNode;
import io.hallpulse.domain.assessment.fact.FactValue;
import io.hallpulse.domain.assessment.ranking.Ticket;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A batch of facts as the interface takes it in.
 *
 * @param digest SHA-256 of the body, by which the same one is known again
 */
public record FactBody(String scheme, String period, List<FactDraft> facts, String digest) {
    private static final Set<String> MEMBERS = Set.of("source", "subject", "day", "proof");

    /**
     * What a document says.
     *
     * @param body it was read from
     * @throws IllegalArgumentException with one line, where it says none
     */
    public static FactBody of(JsonNode document, byte[] body) {
        String round = text(document, "round");
        int slash = round.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("round: '" + round + "' is no round; write SCHEME/PERIOD");
        }
        if (!document.path("facts").isArray()) {
            throw new IllegalArgumentException("facts is missing; send a list");
        }
        List<FactDraft> facts = new ArrayList<>();
        for (JsonNode fact : document.path("facts")) {
            try {
                facts.add(draft(fact));
            } catch (IllegalArgumentException | ArithmeticException e) {
                throw new IllegalArgumentException("fact " + (facts.size() + 1) + ": " + e.getMessage(), e);
            }
        }
        return new FactBody(round.substring(0, slash), round.substring(slash + 1), facts, Ticket.sha256(body));
    }

    private static FactDraft draft(JsonNode fact) {
        fact.properties().forEach(member -> {
            if (!MEMBERS.contains(member.getKey()) && !FactJson.isMember(member.getKey())) {
                throw new IllegalArgumentException("no member '" + member.getKey() + "' of a fact");
            }
        });
        FactValue value = FactJson.of(fact);
        String proof = optional(fact, "proof");
        if (proof != null && !proof.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("proof is the SHA-256 of a file, 64 hexadecimal digits");
        }
        try {
            return new FactDraft(
                    text(fact, "source"), optional(fact, "subject"), value, LocalDate.parse(text(fact, "day")), proof);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "day: '" + fact.path("day").asText() + "' is no day such as 2026-11-22", e);
        }
    }

    private static String text(JsonNode node, String member) {
        String text = optional(node, member);
        if (text == null) {
            throw new IllegalArgumentException(member + " is missing");
        }
        return text;
    }

    private static @Nullable String optional(JsonNode node, String member) {
        JsonNode found = node.path(member);
        return found.isTextual() && !found.asText().isEmpty() ? found.asText() : null;
    }

    /** A fact as the interface tells it. */
    public static Map<String, Object> told(FactRow fact) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("id", fact.id());
        told.put("source", fact.source());
        put(told, "subject", fact.subject());
        told.putAll(FactJson.tree(fact.value()));
        told.put("day", fact.day());
        told.put("recorder", fact.recorder());
        told.put("recorded", Instant.ofEpochMilli(fact.recordedMillis()));
        put(told, "batch", fact.batch());
        put(told, "proof", fact.proof());
        put(told, "reason", fact.reason().isEmpty() ? null : fact.reason());
        put(told, "verifiedBy", fact.verifiedBy());
        Long struckBy = fact.struckBy();
        put(told, "struckBy", struckBy == null ? null : FactRow.id(struckBy));
        return told;
    }

    private static void put(Map<String, Object> told, String member, @Nullable Object value) {
        if (value != null) {
            told.put(member, value);
        }
    }

    /** A number that a request names; 0 where it is none. */
    public static long number(@Nullable String text) {
        return text != null && text.matches("[0-9]{1,15}") ? Long.parseLong(text) : 0;
    }
}
