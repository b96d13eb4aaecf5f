package io.hallpulse.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallpulse.domain.people.Role;
import io.hallpulse.domain.record.Actor;
import io.hallpulse.gateway.http.Limits;
import io.hallpulse.gateway.store.PersonRow;
import io.hallpulse.gateway.testkit.ServedHall;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Closed tickets, as a queue machine sends them to a running gateway, and the active rate that they give. */
class TicketRoutesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PASSWORD = "a fine password";
    private static final String PATH = "/api/v1/halls/north/tickets";
    private static final Duration YESTERDAY = Duration.ofHours(26);

    private final HttpClient client = HttpClient.newHttpClient();
    private final Instant hour = Instant.now().minus(YESTERDAY).truncatedTo(ChronoUnit.HOURS);
    private ServedHall hall;

    @BeforeEach
    void start(@TempDir Path data) throws Exception {
        hall = ServedHall.start(data, 3, "{minimumRatings: 3}", Limits.SMALL_BOX);
        for (Role role : List.of(Role.VIEWER, Role.TECHNICIAN, Role.AUDITOR)) {
            hall.people()
                    .add(
                            Actor.command("test"),
                            new PersonRow(role.word(), "", Set.of(role), null, null, List.of(), 0),
                            PASSWORD);
        }
    }

    @AfterEach
    void stop() throws Exception {
        hall.close();
    }

    private static String count(String window, int closed, Instant from) {
        return "{\"window\":\"%s\",\"closed\":%d,\"from\":\"%s\",\"to\":\"%s\"}"
                .formatted(window, closed, from, from.plusSeconds(3600));
    }

    private HttpResponse<String> post(String login, String body) throws Exception {
        return client.send(
                HttpRequest.newBuilder(hall.uri(PATH))
                        .header("Authorization", login)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private void requireKept(String body, int status, String state) throws Exception {
        HttpResponse<String> answer = post(ServedHall.basic("technician", PASSWORD), body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(JSON.readTree(answer.body()).path("state").asText()).isEqualTo(state);
    }

    private String text(String login, String path) throws Exception {
        return client.send(
                        HttpRequest.newBuilder(hall.uri(path))
                                .header("Authorization", login)
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }

    private JsonNode group(String login, String query, String id) throws Exception {
        JsonNode scores = JSON.readTree(text(login, "/api/v1/halls/north/scores?" + query));
        for (JsonNode group : scores.path("groups")) {
            if (group.path("id").asText().equals(id)) {
                return group;
            }
        }
        throw new AssertionError("no group " + id + " in " + scores);
    }

    @Test
    void tickets_giveTheActiveRate_onlyWhereThereIsAFeed_andTodaysToAuditorsAlone() throws Exception {
        String login = ServedHall.login();
        hall.pressBefore(YESTERDAY, "W1", 5, 5, 5, 5, 4, 4, 2, 1);
        hall.pressBefore(YESTERDAY, "W2", 5, 5, 5);
        hall.pressBefore(YESTERDAY, "W3", 5);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> group(login, "by=hall&period=all", "north")
                                .path("total")
                                .asLong()
                        == 11);
        assertThat(group(login, "by=window&period=all", "W1").path("activeRate").isNull())
                .isTrue();
        assertThat(text(login, "/console/history?range=year&lang=en")).doesNotContain("Active rate");

        requireKept(count("W1", 13, hour), 201, "stored");
        requireKept(count("W1", 13, hour), 200, "repeated");
        requireKept(count("W1", 12, hour), 200, "replaced");
        requireKept(count("W1", 0, hour.plusSeconds(3600)), 201, "stored"); // should the minute be one before an hour
        requireKept(count("W3", 4, hour), 201, "stored");
        requireKept(count("W1", 50, Instant.now().truncatedTo(ChronoUnit.HOURS).minusSeconds(3600)), 201, "stored");

        for (Map.Entry<String, String> one :
                Map.of("window", "W1", "hall", "north").entrySet()) {
            JsonNode group = group(login, "by=" + one.getKey() + "&period=all", one.getValue());
            assertThat(group.path("services").asLong()).as(group.toString()).isEqualTo(12);
            assertThat(group.path("activeRate").asDouble()).as(group.toString()).isEqualTo(0.667);
        }
        for (String none : List.of("W2", "W3")) {
            JsonNode group = group(login, "by=window&period=all", none);
            assertThat(group.path("activeRate").isNull())
                    .as("no feed, or too few ratings: " + group)
                    .isTrue();
        }
        assertThat(group(ServedHall.basic("auditor", PASSWORD), "by=window&period=all", "W1")
                        .path("services")
                        .asLong())
                .isEqualTo(62);

        String days = "range=custom&from=" + day(hour.minus(1, ChronoUnit.DAYS)) + "&to="
                + day(Instant.now().plus(1, ChronoUnit.DAYS));
        assertThat(text(login, "/console/history?lang=zh&of=W1&" + days))
                .containsPattern("主动评价率</dt><dd>66\\.7<small>% ，已办 12 件");
        assertThat(text(login, "/console/history?lang=en&of=W2&" + days)).doesNotContain("Active rate");
    }

    private static String day(Instant at) {
        return at.toString().substring(0, 10);
    }

    @Test
    void tickets_thatCannotBe_areRefusedInOneLine() throws Exception {
        String login = ServedHall.basic("technician", PASSWORD);
        String right = count("W1", 1, hour);
        Map<String, String> wrong = Map.ofEntries(
                Map.entry(count("Z9", 1, hour), "no window 'Z9'"),
                Map.entry(count("W1", -1, hour), "closed"),
                Map.entry(count("W1", 1001, hour), "closed"),
                Map.entry(right.replace(":1,", ":1.5,"), "closed is no whole number"),
                Map.entry(right.replace("window", "counter"), "no member 'counter'"),
                Map.entry(count("W1", 1, hour.plusSeconds(60)), "full hour"),
                Map.entry(
                        right.replace(
                                hour.plusSeconds(3600).toString(),
                                hour.plusSeconds(7200).toString()),
                        "one hour apart"),
                Map.entry(count("W1", 1, Instant.now().truncatedTo(ChronoUnit.HOURS)), "not over"),
                Map.entry(right.replace("Z\"", "\""), "no instant"),
                Map.entry("{}", "window is missing"));
        for (Map.Entry<String, String> one : wrong.entrySet()) {
            HttpResponse<String> answer = post(login, one.getKey());
            assertThat(answer.statusCode())
                    .as(one.getKey() + " " + answer.body())
                    .isEqualTo(422);
            assertThat(JSON.readTree(answer.body()).path("detail").asText())
                    .contains(one.getValue())
                    .doesNotContain("\n");
        }
        assertThat(post(login, "[]").statusCode()).isEqualTo(400);
        assertThat(post(ServedHall.basic("viewer", PASSWORD), right).statusCode())
                .isEqualTo(403);
        assertThat(group(ServedHall.login(), "by=window&period=all", "W1")
                        .path("services")
                        .isNull())
                .isTrue();
    }
}
