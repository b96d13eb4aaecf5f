package io.hallpulse.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.domain.channel.Channel;
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
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Ratings of other channels, as business systems send them to a running gateway. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RatingRoutesTest {
    private static final String PASSWORD = "a fine password";
    private static final String AT =
            Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(60).toString();

    private final HttpClient client = HttpClient.newHttpClient();
    private ServedHall hall;

    @BeforeAll
    void start(@TempDir Path data) throws Exception {
        hall = ServedHall.start(data, 9, "{}", Limits.SMALL_BOX);
        for (Role role : List.of(Role.VIEWER, Role.TECHNICIAN, Role.AUDITOR)) {
            hall.people()
                    .add(
                            Actor.command("test"),
                            new PersonRow(role.word(), "", Set.of(role), null, null, List.of(), 0),
                            PASSWORD);
        }
    }

    @AfterAll
    void stop() throws Exception {
        hall.close();
    }

    private static String rating(String channel, String window, int level, String more) {
        return "{\"channel\":\"%s\",\"hall\":\"north\",\"window\":\"%s\",\"level\":%d,\"at\":\"%s\"%s}"
                .formatted(channel, window, level, AT, more);
    }

    private HttpRequest request(String login, String key, String body) {
        return HttpRequest.newBuilder(hall.uri("/api/v1/ratings"))
                .header("Authorization", login)
                .header("Idempotency-Key", key)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
    }

    private HttpResponse<String> send(HttpRequest request) throws Exception {
        return client.send(request, BodyHandlers.ofString());
    }

    private HttpResponse<String> send(String key, String body) throws Exception {
        return send(request(ServedHall.login(), key, body));
    }

    /** How many of each level a window has by a channel. */
    private String counted(Channel channel, String window) {
        long[] n = hall.reader()
                .channels()
                .sums("north", 0, Long.MAX_VALUE, Long.MAX_VALUE)
                .getOrDefault(channel, Map.of())
                .getOrDefault(window, new long[5]);
        return Arrays.toString(n);
    }

    @Test
    void rating_sentTwice_is201Then200_andCountsOnce() throws Exception {
        String body = rating("hotline", "W1", 2, ",\"reasons\":[213,214],\"case\":\"办件-2026-0018\"");
        HttpResponse<String> first = send("a-1", body);
        assertThat(first.statusCode()).as(first.body()).isEqualTo(201);
        HttpResponse<String> again = send("a-1", body);
        assertThat(again.statusCode()).as(again.body()).isEqualTo(200);
        assertThat(counted(Channel.HOTLINE, "W1")).isEqualTo("[0, 1, 0, 0, 0]");

        HttpResponse<String> other = send("a-1", rating("hotline", "W1", 5, ""));
        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(other.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(other.body()).contains("Idempotency-Key");
        assertThat(counted(Channel.HOTLINE, "W1")).as("as it came first").isEqualTo("[0, 1, 0, 0, 0]");

        assertThat(send(request(ServedHall.basic("technician", PASSWORD), "a-1", body))
                        .statusCode())
                .as("the same key of another sender")
                .isEqualTo(201);
    }

    @Test
    void rating_outOfOrder_isCountedWhereItWasGiven() throws Exception {
        for (int hours : new int[] {3, 1, 2}) {
            String at = Instant.parse(AT).minus(hours, ChronoUnit.HOURS).toString();
            assertThat(send("o-" + hours, rating("sms", "W2", hours, "").replace(AT, at))
                            .statusCode())
                    .isEqualTo(201);
        }
        assertThat(send("o-zone", rating("sms", "W2", 5, "").replace(AT, "2026-11-22T18:03:11+08:00"))
                        .statusCode())
                .isEqualTo(201);
        assertThat(counted(Channel.SMS, "W2")).isEqualTo("[1, 1, 1, 0, 1]");
    }

    @Test
    void rating_twiceInParallel_countsOnce() throws Exception {
        HttpRequest request = request(ServedHall.login(), "p-1", rating("miniprogram", "W3", 4, ""));
        List<CompletableFuture<HttpResponse<String>>> sent = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            sent.add(client.sendAsync(request, BodyHandlers.ofString()));
        }
        List<Integer> answers = new ArrayList<>();
        for (CompletableFuture<HttpResponse<String>> one : sent) {
            answers.add(one.get().statusCode());
        }
        assertThat(answers).containsExactlyInAnyOrder(201, 200, 200, 200, 200, 200, 200, 200);
        assertThat(counted(Channel.MINIPROGRAM, "W3")).isEqualTo("[0, 0, 0, 1, 0]");
    }

    @Test
    void rating_thatCannotBe_is422_andSaysWhy() throws Exception {
        Map<String, String> wrong = Map.ofEntries(
                Map.entry(rating("fax", "W4", 5, ""), "channel"),
                Map.entry(rating("web", "Z9", 5, ""), "window"),
                Map.entry(rating("web", "W4", 5, "").replace("north", "south"), "hall"),
                Map.entry(rating("web", "W4", 6, ""), "level"),
                Map.entry(rating("web", "W4", 5, "").replace(":5,", ":5.0,"), "level"),
                Map.entry(rating("web", "W4", 5, ",\"reasons\":[101]"), "reason 101"),
                Map.entry(rating("web", "W4", 5, ",\"reasons\":\"510\""), "reasons"),
                Map.entry(rating("web", "W4", 5, ",\"case\":\"" + "x".repeat(65) + "\""), "case"),
                Map.entry(rating("web", "W4", 5, ",\"case\":7"), "case"),
                Map.entry(rating("web", "W4", 5, ",\"reason\":[510]"), "no member 'reason'"),
                Map.entry(rating("web", "W4", 5, "").replace(AT, "2026-11-22T10:03:11"), "at"),
                Map.entry(rating("web", "W4", 5, "").replace(AT, "2126-11-22T10:03:11Z"), "future"),
                Map.entry("{}", "channel"));
        for (Map.Entry<String, String> one : wrong.entrySet()) {
            HttpResponse<String> answer = send("w-1", one.getKey());
            assertThat(answer.statusCode())
                    .as(one.getKey() + " " + answer.body())
                    .isEqualTo(422);
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            assertThat(answer.body()).contains(one.getValue());
        }
        assertThat(counted(Channel.WEB, "W4")).isEqualTo("[0, 0, 0, 0, 0]");
        assertThat(send("w-1", rating("web", "W4", 5, "")).statusCode())
                .as("what was refused took no key")
                .isEqualTo(201);
    }

    @Test
    void request_thatCannotBeRead_is400_andNobodyElses_is401Or403() throws Exception {
        String body = rating("web", "W5", 5, "");
        for (String unreadable : List.of("", "[]", "{\"channel\":", "null", "\u0000")) {
            assertThat(send("r-1", unreadable).statusCode()).as(unreadable).isEqualTo(400);
        }
        HttpRequest.Builder noKey = HttpRequest.newBuilder(hall.uri("/api/v1/ratings"))
                .header("Authorization", ServedHall.login())
                .POST(BodyPublishers.ofString(body));
        assertThat(send(noKey.build()).statusCode()).isEqualTo(400);
        assertThat(send("k".repeat(129), body).statusCode()).isEqualTo(400);
        assertThat(send("r-1", "x".repeat(9000)).statusCode()).isEqualTo(413);
        assertThat(send(request(ServedHall.basic("viewer", PASSWORD), "r-1", body))
                        .statusCode())
                .isEqualTo(403);
        assertThat(send(request(ServedHall.basic("technician", "wrong"), "r-1", body))
                        .statusCode())
                .isEqualTo(401);
        HttpRequest.Builder page = HttpRequest.newBuilder(hall.uri("/api/v1/ratings"))
                .header("Authorization", ServedHall.login())
                .header("Idempotency-Key", "r-1")
                .header("Origin", "http://evil.example")
                .POST(BodyPublishers.ofString(body));
        assertThat(send(page.build()).statusCode()).isEqualTo(403);
        assertThat(counted(Channel.WEB, "W5")).isEqualTo("[0, 0, 0, 0, 0]");
    }

    @Test
    void rating_ofAnotherChannel_isInNoFigureOfTheKeys_andInTheMetricsByItsChannel() throws Exception {
        assertThat(send("m-1", rating("paper", "W6", 1, "")).statusCode()).isEqualTo(201);
        String metrics =
                send(HttpRequest.newBuilder(hall.uri("/metrics")).build()).body();
        assertThat(metrics).contains("hallpulse_channel_ratings_total{channel=\"paper\"} 1.0");
        for (String path : List.of(
                "/api/v1/halls/north/scores?period=all",
                "/api/v1/halls/north/windows/W6/history",
                "/api/v1/account",
                "/api/v1/presses")) {
            String answer = send(HttpRequest.newBuilder(hall.uri(path))
                            .header("Authorization", ServedHall.login())
                            .build())
                    .body();
            assertThat(answer).as(path).doesNotContain("paper").doesNotContain("\"1\":1");
        }
    }

    @Test
    void rating_ofToday_isOnThePageOfHistory_forAuditorsAlone() throws Exception {
        for (int i = 0; i < 5; i++) {
            assertThat(send("h-" + i, rating("phone", "W7", 4, "")).statusCode())
                    .isEqualTo(201);
        }
        String path = "/console/history?range=week&lang=en";
        assertThat(page(path, ServedHall.login())).doesNotContain("id=\"channels\"");
        assertThat(page(path, ServedHall.basic("auditor", PASSWORD)))
                .contains("id=\"channels\"")
                .containsPattern("Telephone</th>\\s*<td[^>]*>100.0%</td>\\s*<td[^>]*>5</td>");
    }

    private String page(String path, String login) throws Exception {
        return send(HttpRequest.newBuilder(hall.uri(path))
                        .header("Authorization", login)
                        .build())
                .body();
    }
}
