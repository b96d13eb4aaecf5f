package io.hallpulse.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.hallpulse.contract.message.Json;
import io.hallpulse.gateway.http.Limits;
import io.hallpulse.gateway.testkit.ServedHall;
import io.hallpulse.testkit.PlayedProvince;
import io.hallpulse.testkit.PlayedProvince.Reply;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole gateway whose ratings go up to a played province, and what its interface tells of that. */
class UpstreamRoutesTest {
    /** Three looks for what is settled. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final Duration YESTERDAY = Duration.ofHours(26);
    private static final String PRESSED = "north/n-01/k3f9c2abq7/1";
    private static final String SENT_IN = "north/qr/li.na/qr-1";
    private static final String UNWELCOME = "north/qr/li.na/qr-2";
    private static final String NO_FORM = "north/phone/li.na/phone-1";

    @TempDir
    private Path data = Path.of("");

    private final HttpClient client = HttpClient.newHttpClient();
    private final Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    @Test
    void ratingsOfServices_pressedAndSentIn_goUpOnceInEffect_andTheInterfaceNamesWhatWasRefused() throws Exception {
        try (PlayedProvince province = new PlayedProvince();
                ServedHall hall = ServedHall.startReporting(data, province.url(), Limits.SMALL_BOX)) {
            province.behave(ids -> Reply.refused(503, ""));
            hall.pressOfCase(YESTERDAY, "W1", "B-1", 2, 2);
            hall.status("W1");
            for (int times = 0; times < 2; times++) {
                rate(hall, "qr", "qr-1", "B-2");
                rate(hall, "qr", "qr-2", "B-3");
                rate(hall, "phone", "phone-1", "B-4");
            }
            assertThat(province.taken()).isEmpty();
            await().atMost(PATIENCE).untilAsserted(() -> {
                JsonNode told = upstream(hall);
                assertThat(told.path("queued").asLong()).isEqualTo(3);
                assertThat(told.path("fault").asText()).contains("503");
            });
            assertThat(Instant.parse(upstream(hall).path("oldest").asText())).isBeforeOrEqualTo(Instant.now());
            assertThat(metrics(hall)).contains("hallpulse_upstream_ratings{state=\"queued\"} 3.0");

            province.behave(ids -> ids.contains(UNWELCOME)
                    ? new Reply(
                            true,
                            200,
                            "{\"refused\":[{\"id\":\"" + UNWELCOME + "\",\"reason\":\"no service B-3\"}]}",
                            Map.of())
                    : Reply.TAKEN_AND_FAILED);
            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(upstream(hall).path("queued").asLong()).isZero());

            JsonNode told = upstream(hall);
            assertThat(told.path("profile").asText()).isEqualTo("zhejiang");
            assertThat(told.path("area").asText()).isEqualTo("330200");
            assertThat(told.path("sent").asLong()).isEqualTo(2);
            assertThat(Instant.parse(told.path("lastSent").asText())).isBetween(start, Instant.now());
            assertThat(told.path("refused").asLong()).isEqualTo(2);
            assertThat(told.path("refusals"))
                    .extracting(
                            one -> one.path("rating").asText(),
                            one -> one.path("reason").asText())
                    .as("by its identity; case numbers are for auditors")
                    .containsExactlyInAnyOrder(
                            tuple(UNWELCOME, "no service …"),
                            tuple(NO_FORM, "channel 'phone' has no code in zhejiang"));
            assertThat(metrics(hall))
                    .contains(
                            "hallpulse_upstream_ratings{state=\"queued\"} 0.0",
                            "hallpulse_upstream_ratings{state=\"sent\"} 2.0",
                            "hallpulse_upstream_ratings{state=\"refused\"} 2.0");
            assertThat(province.taken()).containsOnlyKeys(PRESSED, SENT_IN);
            assertThat(province.changed()).isEmpty();
            assertThat(List.copyOf(province.taken().values()))
                    .extracting(
                            record -> record.path("projectNo").asText(),
                            record -> record.path("pf").asText(),
                            record -> record.path("satisfaction").asText())
                    .containsExactlyInAnyOrder(tuple("B-1", "4", "2"), tuple("B-2", "3", "4"));
        }
    }

    private void rate(ServedHall hall, String channel, String key, String caseNumber) throws Exception {
        String at = start.minus(YESTERDAY).toString();
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(hall.uri("/api/v1/ratings"))
                        .header("Authorization", ServedHall.login())
                        .header("Idempotency-Key", key)
                        .POST(BodyPublishers.ofString(
                                "{\"channel\":\"%s\",\"hall\":\"north\",\"window\":\"W1\",\"level\":4,\"case\":\"%s\",\"at\":\"%s\"}"
                                        .formatted(channel, caseNumber, at)))
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201);
    }

    private JsonNode upstream(ServedHall hall) throws Exception {
        return Json.read(get(hall, "/api/v1/upstream").getBytes(StandardCharsets.UTF_8), JsonNode.class);
    }

    private String metrics(ServedHall hall) throws Exception {
        return get(hall, "/metrics");
    }

    private String get(ServedHall hall, String path) throws Exception {
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(hall.uri(path))
                        .header("Authorization", ServedHall.login())
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }
}
