package io.hallpulse.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallpulse.gateway.http.Limits;
import io.hallpulse.gateway.testkit.ServedHall;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Windows that pause by the interface, and what the rule {@code closed} makes of presses before, in and after that. */
class PauseRoutesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient client = HttpClient.newHttpClient();
    private ServedHall hall;

    @BeforeEach
    void start(@TempDir Path data) throws Exception {
        hall = ServedHall.start(data, 2, "{minimumRatings: 1}", Limits.SMALL_BOX);
    }

    @AfterEach
    void stop() throws Exception {
        hall.close();
    }

    @Test
    void pause_afterABadRating_leavesThatCounting_andNotWhatIsPressedInIt() throws Exception {
        HttpResponse<String> rules = send(
                "PUT",
                "/api/v1/halls/north/rules",
                "{\"rules\":[{\"id\":\"closed\",\"on\":true,\"parameters\":{\"graceMinutes\":0}}]}");
        assertThat(rules.statusCode()).as(rules.body()).isEqualTo(202);
        await().atMost(PATIENCE)
                .until(() -> JSON.readTree(send("GET", "/api/v1/halls/north/rules", "")
                                        .body())
                                .path("version")
                                .asInt()
                        == 1);
        hall.press("W1", 1);
        awaitAccount(1, 0);

        HttpResponse<String> answer = send("PUT", pause("W1"), "{}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode begun = JSON.readTree(answer.body());
        assertThat(begun.path("window").asText()).isEqualTo("W1");
        assertThat(Instant.parse(begun.path("since").asText()))
                .isBefore(Instant.parse(begun.path("until").asText()));
        assertThat(send("PUT", pause("W1"), "").body()).as("again").isEqualTo(answer.body());
        hall.press("W1", 5);
        hall.press("W2", 5);
        awaitAccount(2, 1);

        assertThat(send("DELETE", pause("W1"), "").statusCode()).isEqualTo(204);
        assertThat(send("DELETE", pause("W1"), "").statusCode()).as("again").isEqualTo(204);
        hall.press("W1", 4);
        awaitAccount(3, 1);
        assertThat(recorded()).containsExactly("window.pause windows/north/W1", "window.resume windows/north/W1");
    }

    @Test
    void put_anInstant_isRefused() throws Exception {
        HttpResponse<String> answer = send("PUT", pause("W1"), "{\"since\":\"2026-11-23T10:00:00Z\"}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(JSON.readTree(answer.body()).path("detail").asText())
                .isEqualTo("a pause begins now and has nothing to set: send {}");
        assertThat(recorded()).isEmpty();
    }

    @Test
    void unknownWindow_isNotFound() throws Exception {
        for (String method : List.of("PUT", "DELETE")) {
            HttpResponse<String> answer = send(method, pause("W7"), "");
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(JSON.readTree(answer.body()).path("detail").asText())
                    .isEqualTo("hall north has no window 'W7'; it has W1, W2");
        }
    }

    private static String pause(String window) {
        return "/api/v1/halls/north/windows/" + window + "/pause";
    }

    private void awaitAccount(int counted, int flagged) {
        await().atMost(PATIENCE).until(() -> {
            JsonNode sum = JSON.readTree(
                            send("GET", "/api/v1/account?hall=north", "").body())
                    .path("sum");
            return sum.path("counted").asInt() == counted && sum.path("flagged").asInt() == flagged;
        });
    }

    private HttpResponse<String> send(String method, String path, String body) throws Exception {
        return client.send(
                HttpRequest.newBuilder(hall.uri(path))
                        .header("Authorization", ServedHall.login())
                        .header("Content-Type", "application/json")
                        .header("If-Match", "\"0\"")
                        .method(method, BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private List<String> recorded() throws Exception {
        List<String> recorded = new ArrayList<>();
        JSON.readTree(send("GET", "/api/v1/audit", "").body()).path("entries").forEach(entry -> {
            if (entry.path("what").asText().startsWith("window.")) {
                recorded.add(
                        entry.path("what").asText() + " " + entry.path("object").asText());
            }
        });
        return recorded;
    }
}
