package io.hallpulse.gateway.upstream;

import com.fasterxml.jackson.databind.JsonNode;
import io.hallpulse.contract.message.Json;
import io.hallpulse.contract.message.UnreadableMessage;
import io.hallpulse.gateway.outbound.HttpPosting;
import io.hallpulse.gateway.outbound.NoAnswer;
import io.hallpulse.gateway.store.UpstreamRow;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The province's server: takes batches by HTTP. It goes to no other address than the one that it was given, and waits for no answer
 * longer than its time-out, whole body included. One thread.
 */
final class Province {
    private static final int LONGEST_REASON = 200;
    private static final int CONFLICT = 409;
    private static final Duration LONGEST_RETRY = Duration.ofDays(1);
    /** Of the 4xx, those that are about the request's way and not about its records. */
    private static final Set<Integer> NOT_THE_RECORDS =
            Set.of(401, 402, 403, 404, 405, 407, 408, 421, 423, 425, 426, 429, 451);

    private final String profile;
    private final InstantSource clock;
    private final HttpPosting posting;

    Province(URI uri, String profile, Duration timeout, InstantSource clock) {
        this.profile = profile;
        this.clock = clock;
        this.posting = new HttpPosting(uri, timeout);
    }

    /** Posts records; the same ones are posted as the same bytes however often. */
    Answer post(List<UpstreamRow> rows) throws InterruptedException {
        String body = rows.stream()
                .map(UpstreamRow::record)
                .collect(Collectors.joining(",", "{\"v\":1,\"profile\":\"" + profile + "\",\"records\":[", "]}"));
        try {
            return answer(posting.post(body, Map.of()), rows.size());
        } catch (NoAnswer e) {
            return new Answer.Away(e.reason(), null);
        }
    }

    private Answer answer(HttpResponse<String> response, int records) {
        int status = response.statusCode();
        if (status >= 200 && status < 300) {
            return new Answer.Taken(refused(response.body()));
        }
        String said = "HTTP " + status + line(response.body());
        if (status == CONFLICT && records == 1) {
            return new Answer.Taken(Map.of()); // it has it from before
        }
        if (status >= 400 && status < 500 && !NOT_THE_RECORDS.contains(status)) {
            return new Answer.Bad(refused(response.body()), said);
        }
        return new Answer.Away(
                said,
                response.headers()
                        .firstValue("Retry-After")
                        .map(this::retryAfter)
                        .orElse(null));
    }

    /** Those that the answer names, see the manual; none where it has another form. */
    private static Map<String, String> refused(String body) {
        Map<String, String> refused = new HashMap<>();
        try {
            for (JsonNode one : Json.read(body.getBytes(StandardCharsets.UTF_8), JsonNode.class)
                    .path("refused")) {
                refused.put(one.path("id").asText(), oneLine(one.path("reason").asText("refused")));
            }
        } catch (UnreadableMessage e) {
            return Map.of(); // a page for people, or nothing at all
        }
        return refused;
    }

    private static String line(String body) {
        String line = oneLine(body);
        return line.isEmpty() ? "" : ": " + line;
    }

    private static String oneLine(String text) {
        String line = text.strip().replaceAll("[\\s\\p{Cntrl}]+", " ");
        return line.length() <= LONGEST_REASON ? line : line.substring(0, LONGEST_REASON) + "…";
    }

    /** Seconds, or a date; null where it is neither. */
    private @Nullable Duration retryAfter(String text) {
        Duration wait;
        try {
            wait = text.matches("[0-9]{1,9}")
                    ? Duration.ofSeconds(Long.parseLong(text))
                    : Duration.between(clock.instant(), date(text));
        } catch (DateTimeException e) {
            return null;
        }
        return wait.compareTo(LONGEST_RETRY) > 0 ? LONGEST_RETRY : wait;
    }

    private static Instant date(String text) {
        return ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    }
}
