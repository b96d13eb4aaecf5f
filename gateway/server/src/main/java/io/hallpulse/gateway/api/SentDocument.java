package io.hallpulse.gateway.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.hallpulse.contract.message.Json;
import io.hallpulse.contract.message.UnreadableMessage;
import io.javalin.http.BadRequestResponse;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Iterator;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a business system sent, as its JSON has it. A member that is not one of those known is a mistyped one, and refused rather than lost. */
record SentDocument(JsonNode json) {
    /**
     * What a body says.
     *
     * @param route where the interface document tells of it
     * @throws BadRequestResponse where it is no JSON object
     */
    static SentDocument of(byte[] body, String route) {
        JsonNode document;
        try {
            document = Json.read(body, JsonNode.class);
        } catch (UnreadableMessage e) {
            throw new BadRequestResponse("the body is no JSON: " + e.getMessage());
        }
        if (!document.isObject()) {
            throw new BadRequestResponse("the body is no JSON object; see " + route + " in /openapi.yaml");
        }
        return new SentDocument(document);
    }

    /** @throws IllegalArgumentException where it has any other member */
    void requireOnly(String what, Set<String> members) {
        for (Iterator<String> names = json.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!members.contains(name)) {
                throw new IllegalArgumentException(what + " has no member '" + name + "'; it has "
                        + members.stream().sorted().collect(Collectors.joining(", ")));
            }
        }
    }

    /** @throws IllegalArgumentException where it is none, with what to send */
    int whole(String name, String mend) {
        JsonNode number = json.path(name);
        if (!number.isIntegralNumber() || !number.canConvertToInt()) {
            throw new IllegalArgumentException(name + " is no whole number; " + mend);
        }
        return number.intValue();
    }

    /** With the offset of its zone; a time without one would have to be guessed. */
    Instant instant(String name) {
        String text = wanted(name);
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    name + " '" + text
                            + "' is no instant; send one such as 2026-11-22T10:03:11.204Z or 2026-11-22T18:03:11+08:00",
                    e);
        }
    }

    String wanted(String name) {
        String text = text(name);
        if (text == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return text;
    }

    @Nullable
    String text(String name) {
        JsonNode value = json.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            throw new IllegalArgumentException(name + " is no text");
        }
        return value.textValue();
    }
}
