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
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Fraud rules by the interface: what they say, what they do to presses and account, and what is refused. */
class RuleRoutesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PASSWORD = "a fine password";
    private static final String RULES = "/api/v1/halls/north/rules";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient client = HttpClient.newHttpClient();
    private ServedHall hall;

    @BeforeEach
    void start(@TempDir Path data) throws Exception {
        hall = ServedHall.start(data, 2, "{minimumRatings: 1}", Limits.SMALL_BOX);
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

    @Test
    void get_beforeAny_hasEachRuleSwitchedOff() throws Exception {
        HttpResponse<String> answer = get(RULES);

        assertThat(answer.headers().firstValue("ETag")).hasValue("\"0\"");
        JsonNode rules = JSON.readTree(answer.body());
        assertThat(rules.path("version").asInt()).isZero();
        List<String> ids = new ArrayList<>();
        rules.path("rules").forEach(rule -> {
            ids.add(rule.path("id").asText());
            assertThat(rule.path("on").asBoolean()).isFalse();
        });
        assertThat(ids)
                .containsExactly(
                        "interval", "burst", "no-session", "closed", "run", "regular", "sign", "clock-jump", "tickets");
        assertThat(JSON.readTree(get(RULES + "/rescore").body()))
                .isEqualTo(JSON.readTree("{\"version\":0,\"done\":0,\"of\":0}"));
    }

    @Test
    void put_isAppliedToWhatIsStored_andToWhatComes() throws Exception {
        hall.press("W1", 1, 5, 5);
        hall.press("W2", 4);
        await().atMost(PATIENCE).until(() -> account("counted") == 4);

        HttpResponse<String> answer = put("\"0\"", """
                {"rules":[{"id":"interval","on":true,"parameters":{"seconds":600}},
                  {"id":"no-session","on":true,"parameters":{"windows":["W9"]}}]}""");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(answer.headers().firstValue("ETag")).hasValue("\"1\"");
        assertThat(JSON.readTree(answer.body()).path("version").asInt()).isEqualTo(1);

        await().atMost(PATIENCE).until(() -> account("flagged") == 2 && account("counted") == 2);
        JsonNode rules = JSON.readTree(get(RULES).body());
        assertThat(rules.path("version").asInt()).isEqualTo(1);
        assertThat(rules.at("/rules/0/parameters/seconds").asInt()).isEqualTo(600);
        assertThat(rules.at("/rules/2/parameters/windows/0").asText()).isEqualTo("W9");
        JsonNode progress = JSON.readTree(get(RULES + "/rescore").body());
        assertThat(progress.path("done").asInt()).isEqualTo(4);
        assertThat(progress.path("of").asInt()).isEqualTo(4);

        hall.press("W1", 5);
        await().atMost(PATIENCE).until(() -> account("flagged") == 3);
        assertThat(presses(ServedHall.basic("auditor", PASSWORD)))
                .containsExactly(
                        "1 counted []",
                        "2 flagged [\"interval\"]",
                        "3 flagged [\"interval\"]",
                        "4 counted []",
                        "5 flagged [\"interval\"]");
        assertThat(presses(ServedHall.login()))
                .as("a rule may be about one level alone, and today nobody reads a level")
                .contains("2 flagged null");
        assertThat(get("/api/v1/audit?object=rules/north").body()).contains("rules.change", "interval on seconds=600");
    }

    @Test
    void closed_isByTheHoursOfThatMoment() throws Exception {
        assertThat(put("\"0\"", "{\"rules\":[{\"id\":\"closed\",\"on\":true,\"parameters\":{\"graceMinutes\":0}}]}")
                        .statusCode())
                .isEqualTo(202);
        await().atMost(PATIENCE)
                .until(() -> JSON.readTree(get(RULES).body()).path("version").asInt() == 1);
        hall.press("W1", 1);
        await().atMost(PATIENCE).until(() -> account("counted") == 1);

        hours(tomorrow() + " 09:00-12:00");
        hall.press("W1", 1);
        await().atMost(PATIENCE).until(() -> account("flagged") == 1);
        hours("Mo-Su 00:00-24:00");
        hall.press("W1", 1);
        await().atMost(PATIENCE).until(() -> account("counted") == 2);

        assertThat(put("\"1\"", "{\"rules\":[{\"id\":\"closed\",\"on\":true,\"parameters\":{\"graceMinutes\":1}}]}")
                        .statusCode())
                .isEqualTo(202);
        await().atMost(PATIENCE)
                .until(() -> JSON.readTree(get(RULES).body()).path("version").asInt() == 2);
        assertThat(presses(ServedHall.basic("auditor", PASSWORD)))
                .as("judged anew, and yet by the hours of then")
                .containsExactly("1 counted []", "2 flagged [\"closed\"]", "3 counted []");
    }

    @Test
    void sign_isAlsoWhatWasPressedJustBeforeSomebodySignsIn() throws Exception {
        hall.change(halls -> DirectoryTable.STAFF.put(
                halls,
                new Row(Map.of("id", "S1", "zh", "张建国", "en", "Zhang Jianguo", "hall", "north", "window", "W1"))));
        assertThat(put("\"0\"", "{\"rules\":[{\"id\":\"sign\",\"on\":true,\"parameters\":{\"seconds\":600}}]}")
                        .statusCode())
                .isEqualTo(202);
        await().atMost(PATIENCE)
                .until(() -> JSON.readTree(get(RULES).body()).path("version").asInt() == 1);
        hall.press("W1", 5, 1);
        hall.press("W2", 5);
        await().atMost(PATIENCE).until(() -> account("counted") == 3);

        HttpRequest signIn = HttpRequest.newBuilder(hall.uri("/api/v1/halls/north/windows/W1/staff"))
                .header("Authorization", ServedHall.login())
                .PUT(BodyPublishers.ofString("{\"staff\":\"S1\"}"))
                .build();
        assertThat(client.send(signIn, BodyHandlers.ofString()).statusCode()).isEqualTo(200);

        assertThat(presses(ServedHall.basic("auditor", PASSWORD)))
                .containsExactly("1 flagged [\"sign\"]", "2 counted []", "3 counted []");
        assertThat(account("flagged")).isEqualTo(1);
    }

    @Test
    void hourWithMoreRatingsThanTickets_isANotice_andLeavesNothingOut() throws Exception {
        Duration before = Duration.ofHours(26);
        Instant hour = Instant.now().minus(before).truncatedTo(ChronoUnit.HOURS);
        hall.pressBefore(before, "W1", 5, 5, 1);
        hall.pressBefore(before, "W2", 5, 5, 5, 5);
        await().atMost(PATIENCE).until(() -> account("counted") == 7);
        for (Instant from : List.of(hour, hour.plus(1, ChronoUnit.HOURS))) { // should the minute be one before an hour
            tickets("W1", 0, from);
            tickets("W2", 4, from);
        }
        assertThat(notices()).as("no rule is in force").isEmpty();

        assertThat(put("\"0\"", "{\"rules\":[{\"id\":\"tickets\",\"on\":true,\"parameters\":{\"factor\":1.5}}]}")
                        .statusCode())
                .isEqualTo(202);
        await().atMost(PATIENCE).until(() -> !notices().isEmpty());
        long rated = 0;
        for (JsonNode notice : notices()) {
            assertThat(notice.path("rule").asText()).isEqualTo("tickets");
            assertThat(notice.path("window").asText()).isEqualTo("W1");
            assertThat(notice.path("closed").asLong()).isZero();
            assertThat(Duration.between(
                            Instant.parse(notice.path("from").asText()),
                            Instant.parse(notice.path("to").asText())))
                    .isEqualTo(Duration.ofHours(1));
            rated += notice.path("rated").asLong();
        }
        assertThat(rated).isEqualTo(3);
        assertThat(account("counted")).isEqualTo(7);
        assertThat(account("flagged")).isZero();

        tickets("W1", 3, hour);
        tickets("W1", 3, hour.plus(1, ChronoUnit.HOURS));
        assertThat(notices()).as("the queue has counted anew").isEmpty();
    }

    private JsonNode notices() throws Exception {
        return JSON.readTree(get(RULES + "/notices").body()).path("notices");
    }

    private void tickets(String window, int closed, Instant from) throws Exception {
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(hall.uri("/api/v1/halls/north/tickets"))
                        .header("Authorization", ServedHall.login())
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{\"window\":\"%s\",\"closed\":%d,\"from\":\"%s\",\"to\":\"%s\"}"
                                .formatted(window, closed, from, from.plus(1, ChronoUnit.HOURS))))
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 201);
    }

    private void hours(String week) throws Exception {
        hall.change(halls -> DirectoryTable.HALLS.put(
                halls.with(halls.entries().withCalendar(Map.of())),
                new Row(Map.of("id", "north", "zh", "北区", "en", "North", "hours", week))));
    }

    private static String tomorrow() {
        DayOfWeek day =
                Instant.now().atZone(ZoneId.of(ServedHall.noon())).plusDays(1).getDayOfWeek();
        return List.of("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su").get(day.getValue() - DayOfWeek.MONDAY.getValue());
    }

    @Test
    void put_forAnotherVersion_isRefused() throws Exception {
        String none = "{\"rules\":[]}";
        assertThat(put("\"7\"", none).statusCode()).isEqualTo(412);
        assertThat(put("", none).statusCode()).isEqualTo(428);
        assertThat(put("\"0\"", "{\"rules\":[{\"id\":\"burst\",\"on\":true}]}").statusCode())
                .isEqualTo(202);
        assertThat(put("\"0\"", none).statusCode()).isEqualTo(412);
        assertThat(put("\"1\"", none).statusCode()).isEqualTo(202);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"rules\":[{\"id\":\"luck\",\"on\":true}]} | 422 | no rule is called 'luck'",
                "{\"rules\":[{\"id\":\"burst\",\"on\":true,\"parameters\":{\"seconds\":0}}]} | 422 | write a whole number from 1 to 3600",
                "{\"rules\":[{\"id\":\"burst\",\"on\":true,\"parameters\":{\"minutes\":3}}]} | 422 | has no parameter 'minutes'",
                "{\"rules\":[{\"id\":\"burst\"}]} | 400 | on is missing",
                "{\"rules\":[{\"id\":\"burst\",\"on\":true},{\"id\":\"burst\",\"on\":true}]} | 400 | stands twice",
                "{} | 400 | rules is missing",
                "[ | 400 | cannot be read",
            })
    void put_wrongRules_areRefusedInALine(String body, int status, String detail) throws Exception {
        HttpResponse<String> answer = put("\"0\"", body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(JSON.readTree(answer.body()).path("detail").asText()).contains(detail);
        assertThat(JSON.readTree(get(RULES).body()).path("version").asInt()).isZero();
    }

    @Test
    void hallThatThereIsNot_isNotFound() throws Exception {
        assertThat(get("/api/v1/halls/nowhere/rules").statusCode()).isEqualTo(404);
        assertThat(get("/api/v1/halls/nowhere/rules/rescore").statusCode()).isEqualTo(404);
    }

    private long account(String state) throws IOException, InterruptedException {
        return JSON.readTree(get("/api/v1/account").body()).at("/sum/" + state).asLong(-1);
    }

    private List<String> presses(String login) throws IOException, InterruptedException {
        List<String> presses = new ArrayList<>();
        JSON.readTree(get("/api/v1/presses", login).body())
                .path("presses")
                .forEach(press -> presses.add(
                        press.path("seq").asText() + " " + press.path("state").asText() + " " + press.path("rules")));
        return presses;
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return get(path, ServedHall.login());
    }

    private HttpResponse<String> get(String path, String login) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(hall.uri(path))
                        .header("Authorization", login)
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> put(String ifMatch, String body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(hall.uri(RULES))
                .header("Authorization", ServedHall.login())
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(body));
        if (!ifMatch.isEmpty()) {
            request.header("If-Match", ifMatch);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
