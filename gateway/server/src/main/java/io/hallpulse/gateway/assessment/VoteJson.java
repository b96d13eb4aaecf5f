package io.hallpulse.gateway.assessment;

import com.fasterxml.jackson.databind.JsonNode;
import io.hallpulse.contract.message.Json;
import io.hallpulse.contract.message.UnreadableMessage;
import io.hallpulse.domain.assessment.ballot.Vote;
import io.hallpulse.domain.assessment.card.CanonicalJson;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** What a ballot says as canonical JSON: the members of a fact, with {@code subject} and {@code remark} where there are any. */
final class VoteJson {
    private VoteJson() {}

    static Map<String, Object> tree(Vote vote) {
        Map<String, Object> tree = new TreeMap<>(FactJson.tree(vote.value()));
        String subject = vote.subject();
        if (subject != null) {
            tree.put("subject", subject);
        }
        if (!vote.remark().isEmpty()) {
            tree.put("remark", vote.remark());
        }
        return tree;
    }

    static String text(Vote vote) {
        return CanonicalJson.text(tree(vote));
    }

    /** As it was stored. */
    static Vote parse(String text) {
        try {
            JsonNode tree = Json.read(text.getBytes(StandardCharsets.UTF_8), JsonNode.class);
            return new Vote(
                    tree.has("subject") ? tree.get("subject").asText() : null,
                    FactJson.of(tree),
                    tree.path("remark").asText());
        } catch (UnreadableMessage e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }
}
