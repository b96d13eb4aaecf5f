package io.hallpulse.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallpulse.domain.directory.DirectoryTable;
import io.hallpulse.domain.directory.Row;
import io.hallpulse.domain.people.Role;
import io.hallpulse.domain.record.Actor;
import io.hallpulse.gateway.http.Limits;
import io.hallpulse.gateway.store.PersonRow;
import io.hallpulse.gateway.testkit.ServedHall;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Staff who sign in at windows by the interface, and the presses that are theirs. */
class DutyRoutesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PASSWORD = "a fine password";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient client = HttpClient.newHttpClient();
    private ServedHall hall;

    @BeforeEach
    void start(@TempDir Path data) throws Exception {
        hall = ServedHall.start(data, 2, "{minimumRatings: 3}", Limits.SMALL_BOX, "south");
        staff("S1", "张建国", "Zhang Jianguo", "north");
        staff("S2", "李娜", "Li Na", "");
        staff("S3", "王芳", "Wang Fang", "south");
        hall.people()
                .add(
                        Actor.command("test"),
                        new PersonRow("auditor", "", Set.of(Role.AUDITOR), null, null, List.of(), 0),
                        PASSWORD);
    }

    @AfterEach
    void stop() throws Exception {
        hall.close();
    }

    private void staff(String id, String zh, String en, String at) throws Exception {
        hall.change(halls -> DirectoryTable.STAFF.put(
                halls, new Row(Map.of("id", id, "zh", zh, "en", en, "hall", at, "window", at.isEmpty() ? "" : "W1"))));
    }

    @Test
    void put_staffOfTheHall_isOnDuty_andPressesThatNameNobodyAreTheirs() throws Exception {
        hall.press("W1", 5);
        awaitPresses(1);
        HttpResponse<String> answer = put("W1", "{\"staff\":\"S1\"}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode duty = JSON.readTree(answer.body());
        assertThat(duty.at("/name/zh").asText()).isEqualTo("张建国");
        assertThat(put("W1", "{\"staff\":\"S1\"}").body()).as("again").isEqualTo(answer.body());

        hall.press("W1", 4, 4, 4);
        awaitPresses(4);
        assertThat(put("W1", "{\"staff\":\"S2\"}").statusCode()).isEqualTo(200);
        hall.press("W1", 3);
        awaitPresses(5);
        assertThat(put("W2", "{\"staff\":\"S2\"}").statusCode())
                .as("who goes to another window")
                .isEqualTo(200);
        hall.press("W1", 2);
        hall.press("W2", 1);
        awaitPresses(7);
        assertThat(delete("W2").statusCode()).isEqualTo(204);
        assertThat(delete("W2").statusCode()).as("again").isEqualTo(204);
        hall.press("W2", 1);
        awaitPresses(8);

        assertThat(served()).containsExactly("null", "S1", "S1", "S1", "S2", "null", "S2", "null");
        JsonNode figures =
                json("/api/v1/halls/north/scores?by=staff&period=today", ServedHall.basic("auditor", PASSWORD));
        assertThat(figures.at("/groups/0/id").asText()).isEqualTo("S1");
        assertThat(figures.at("/groups/0/n/4").asInt()).isEqualTo(3);
        assertThat(figures.at("/groups/1/total").asInt()).isEqualTo(2);
        assertThat(figures.at("/groups/1/n").isNull()).as("under the minimum").isTrue();
        assertThat(json("/api/v1/halls/north/scores?by=staff&period=today", ServedHall.login())
                        .path("groups"))
                .as("today, to whoever runs the hall")
                .isEmpty();
        assertThat(json("/api/v1/presses?hall=north", ServedHall.login()).toString())
                .doesNotContain("S1", "S2");
        assertThat(recorded())
                .containsExactly(
                        "duty.in duty/north/W1  S1",
                        "duty.in duty/north/W1 S1 S2",
                        "duty.out duty/north/W1 S2 ",
                        "duty.in duty/north/W2  S2",
                        "duty.out duty/north/W2 S2 ");
    }

    @Test
    void put_whatCannotBe_saysWhyInOneLine() throws Exception {
        assertThat(problem(put("W1", "{\"staff\":\"S9\"}"), 422))
                .isEqualTo("staff 'S9' is not in the directory: add them there first");
        assertThat(problem(put("W1", "{\"staff\":\"S3\"}"), 422))
                .isEqualTo("staff S3 serves in hall south, not in north: change that in the directory first");
        assertThat(problem(put("W7", "{\"staff\":\"S1\"}"), 404))
                .isEqualTo("hall north has no window 'W7'; it has W1, W2");
        assertThat(problem(delete("W7"), 404)).isEqualTo("hall north has no window 'W7'; it has W1, W2");
        assertThat(problem(put("W1", "{}"), 400)).isEqualTo("staff, the id of a member of staff, is missing");
        assertThat(problem(put("W1", "S1"), 400)).startsWith("the body cannot be read");
        assertThat(recorded()).isEmpty();
    }

    private static String problem(HttpResponse<String> answer, int status) throws IOException {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return JSON.readTree(answer.body()).path("detail").asText();
    }

    private HttpResponse<String> put(String window, String body) throws Exception {
        return send("PUT", window, body);
    }

    private HttpResponse<String> delete(String window) throws Exception {
        return send("DELETE", window, "");
    }

    private HttpResponse<String> send(String method, String window, String body) throws Exception {
        return client.send(
                HttpRequest.newBuilder(hall.uri("/api/v1/halls/north/windows/" + window + "/staff"))
                        .header("Authorization", ServedHall.login())
                        .header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private JsonNode json(String path, String login) throws Exception {
        return JSON.readTree(client.send(
                        HttpRequest.newBuilder(hall.uri(path))
                                .header("Authorization", login)
                                .build(),
                        BodyHandlers.ofString())
                .body());
    }

    private void awaitPresses(int count) {
        await().atMost(PATIENCE).until(() -> served().size() == count);
    }

    private List<String> served() throws Exception {
        List<String> served = new ArrayList<>();
        json("/api/v1/presses?hall=north", ServedHall.basic("auditor", PASSWORD))
                .path("presses")
                .forEach(press -> served.add(press.path("staff").asText()));
        return served;
    }

    private List<String> recorded() throws Exception {
        List<String> recorded = new ArrayList<>();
        json("/api/v1/audit", ServedHall.login()).path("entries").forEach(entry -> {
            if (entry.path("what").asText().startsWith("duty.")) {
                recorded.add(String.join(
                        " ",
                        entry.path("what").asText(),
                        entry.path("object").asText(),
                        entry.path("before").asText(),
                        entry.path("after").asText()));
            }
        });
        return recorded;
    }
}
