package io.hallpulse.gateway.upstream;

import com.fasterxml.jackson.databind.JsonNode;
import io.hallpulse.contract.message.Json;
import io.hallpulse.contract.message.UnreadableMessage;
import io.hallpulse.gateway.fault.Fault;
import io.hallpulse.gateway.store.UpstreamRow;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
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
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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

    private final URI uri;
    private final String profile;
    private final Duration timeout;
    private final InstantSource clock;
    private final HttpClient client;

    Province(URI uri, String profile, Duration timeout, InstantSource clock) {
        this.uri = uri;
        this.profile = profile;
        this.timeout = timeout;
        this.clock = clock;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(timeout)
                .build();
    }

    /** Posts records; the same ones are posted as the same bytes however often. */
    Answer post(List<UpstreamRow> rows) throws InterruptedException {
        String body = rows.stream()
                .map(UpstreamRow::record)
                .collect(Collectors.joining(",", "{\"v\":1,\"profile\":\"" + profile + "\",\"records\":[", "]}"));
        CompletableFuture<HttpResponse<String>> exchange = client.sendAsync(
                HttpRequest.newBuilder(uri)
                        .header("Content-Type", "application/json; charset=utf-8")
                        .timeout(timeout)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                head -> new AnswerText());
        try {
            return answer(exchange.get(timeout.toMillis(), TimeUnit.MILLISECONDS), rows.size());
        } catch (TimeoutException e) {
            return silence();
        } catch (ExecutionException e) {
            Throwable cause = Optional.ofNullable(e.getCause()).orElse(e);
            boolean silent = cause instanceof HttpTimeoutException && !(cause instanceof HttpConnectTimeoutException);
            return silent ? silence() : new Answer.Away("it cannot be reached: " + Fault.oneLine(cause), null);
        } finally {
            exchange.cancel(true);
        }
    }

    private Answer silence() {
        return new Answer.Away("no answer within " + timeout.toSeconds() + " s", null);
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
