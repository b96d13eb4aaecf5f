package io.hallpulse.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallpulse.gateway.account.Disclosure;
import io.hallpulse.gateway.account.PressExport;
import io.hallpulse.gateway.command.GatewayCommand;
import io.hallpulse.gateway.http.Limits;
import io.hallpulse.gateway.store.PressReader;
import io.hallpulse.gateway.testkit.ServedHall;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What operators ask over HTTP, and that nobody else gets it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OperatorRoutesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private ServedHall hall;

    @BeforeAll
    void start(@TempDir Path data) throws Exception {
        hall = ServedHall.start(data, 2, "{minimumRatings: 3}", Limits.SMALL_BOX, "south");
        hall.pressesOfEveryKind();
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(json("/api/v1/account").at("/sum/refused").asLong()).isEqualTo(2);
            assertThat(json("/api/v1/account").at("/sum/deadLetters").asLong()).isEqualTo(1);
        });
    }

    @AfterAll
    void stop() throws Exception {
        hall.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/account",
                "/api/v1/terminals",
                "/api/v1/presses",
                "/api/v1/dead-letters",
                "/api/v1/halls/north/windows/W1/history"
            })
    void get_withoutLogin_isRefusedWithAChallenge(String path) throws Exception {
        HttpResponse<String> answer = get(path, null);
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate"))
                .hasValue("Basic realm=\"HallPulse\", charset=\"UTF-8\"");
        assertThat(JSON.readTree(answer.body()).path("detail").asText())
                .isEqualTo("sign in at /login, or log in by HTTP Basic");
        assertThat(get(path, ServedHall.login()).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/screen/north",
                "/api/v1/halls",
                "/api/v1/halls/north/scores",
                "/healthz",
                "/readyz",
                "/metrics",
                "/assets/console.css"
            })
    void get_scoresAndScreens_wantNoLogin(String path) throws Exception {
        assertThat(get(path, null).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer x", "Basic", "Basic !!!", "Basic bm9jb2xvbg=="})
    void get_loginThatIsNone_isRefused(String header) throws Exception {
        assertThat(get("/api/v1/account", header).statusCode()).isEqualTo(401);
    }

    @Test
    void account_command_http_andAfterTheStop_agree(@TempDir Path folder) throws Exception {
        ServedHall other = ServedHall.start(folder, 2, "{}", Limits.SMALL_BOX);
        JsonNode overHttp;
        try (other) {
            other.pressesOfEveryKind();
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                assertThat(json(other, "/api/v1/account").at("/sum/refused").asLong())
                        .isEqualTo(2);
                assertThat(json(other, "/api/v1/account").at("/sum/deadLetters").asLong())
                        .isEqualTo(1);
            });
            overHttp = json(other, "/api/v1/account");
            assertThat(JSON.readTree(GatewayCommand.run("account", "--json", "--config", other.configFile())))
                    .isEqualTo(overHttp);
            assertThat(json(other, "/api/v1/account?hall=north").path("terminals"))
                    .isEqualTo(overHttp.path("terminals"));
            assertThat(json(other, "/api/v1/account?detail=terminals").path("sum"))
                    .isEqualTo(overHttp.path("sum"));
        }
        assertThat(JSON.readTree(GatewayCommand.run("account", "--json", "--config", other.configFile())))
                .isEqualTo(overHttp);
        assertThat(GatewayCommand.run("account", "--config", other.configFile()))
                .contains("stored 14 = received 11 + waiting 2 + gap 1")
                .contains(
                        "received 11 = counted 4 + flagged 1 + superseded 1 + timeout 1 + test 1 + aside 0 + invalid 1"
                                + " + conflict 1 + unplaced 1")
                .contains("refused 2, dead letters 1");
    }

    @Test
    void account_runs_carryTheirSpanAndTheirFigures() throws Exception {
        JsonNode run = json("/api/v1/account?hall=north").at("/terminals/0/runs/0");
        assertThat(JSON.treeToValue(run, Map.class).keySet())
                .map(Object::toString)
                .containsExactly(
                        "run",
                        "low",
                        "next",
                        "stored",
                        "received",
                        "waiting",
                        "gap",
                        "counted",
                        "flagged",
                        "superseded",
                        "timeout",
                        "test",
                        "aside",
                        "invalid",
                        "conflict",
                        "unplaced",
                        "uncertain");
        assertThat(run.path("next").asLong() - 1)
                .isEqualTo(run.path("received").asLong()
                        + run.path("waiting").asLong()
                        + run.path("gap").asLong());
        assertThat(json("/api/v1/account?hall=south").path("terminals")).isEmpty();
    }

    @Test
    void presses_asJson_areWhatWasReceivedAndWhatBecameOfIt() throws Exception {
        JsonNode presses = json("/api/v1/presses?hall=north").path("presses");
        assertThat(presses).hasSize(11);
        JsonNode first = presses.get(0);
        assertThat(first.path("terminal").asText()).isEqualTo("n-01");
        assertThat(first.path("seq").asLong()).isEqualTo(2);
        assertThat(first.path("state").asText()).isEqualTo("counted");
        assertThat(first.path("placedBy").asText()).isEqualTo("wall");
        assertThat(states(presses))
                .containsExactlyInAnyOrder(
                        "superseded",
                        "counted",
                        "flagged",
                        "timeout",
                        "test",
                        "invalid",
                        "unplaced",
                        "counted",
                        "counted",
                        "counted",
                        "counted");
        assertThat(presses.findValuesAsText("conflicts")).containsOnlyOnce("1");
        assertThat(presses.findValuesAsText("reason")).contains("level is not 1 to 5");
    }

    @Test
    void presses_asCsv_areTheSameAsTheCommandPrints() throws Exception {
        HttpResponse<String> answer = get("/api/v1/presses?format=csv&window=W1", ServedHall.login());
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/csv");
        List<String> lines = List.of(answer.body().split("\r\n"));
        assertThat(lines.get(0)).startsWith("hall,terminal,run,seq,window,input,key,level,kind,flags,at,mono,clock");
        assertThat(lines).hasSize(10); // the heading; all but the one of another window and the invalid one
        assertThat(lines.subList(1, 10)).allMatch(line -> line.contains(",W1,panel,,,"));
        assertThat(get("/api/v1/presses?format=csv&window=W1&bom=true", ServedHall.login())
                        .body())
                .isEqualTo("\uFEFF" + answer.body());
        assertThat(GatewayCommand.run("export", "--window", "W1", "--config", hall.configFile()))
                .isEqualTo(answer.body());
    }

    @Test
    void presses_asCsv_toAuditors_holdNoFormulas() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PressExport.CSV.write(
                hall.reader().presses(), new PressReader.Wanted(null, "W1", null, null), Disclosure.toAuditors(), out);
        List<String> lines = List.of(out.toString(StandardCharsets.UTF_8).split("\r\n"));
        assertThat(lines.get(1)).contains(",W1,panel,\"'=1,\"\"k\"\"\",1,rating,,");
        assertThat(lines.get(2)).contains(",W1,panel,\"'＝1;\"\"k\"\"\",2,rating,,");
        assertThat(lines.get(9)).contains(",W1,panel,\"'\n=\t1\",5,rating,,");
        assertThat(lines.subList(3, 9))
                .extracting(line -> line.split(",")[6])
                .containsExactly("'+1", "'-1", "'@1", "'＋1", "'－1", "'＠1");
    }

    @Test
    void metrics_ofIngest_areWhatCame() {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(get("/metrics", null).body().lines())
                        .contains(
                                "hallpulse_presses_received_total 12.0",
                                "hallpulse_presses_committed_total 11.0",
                                "hallpulse_presses_duplicate_total 1.0",
                                "hallpulse_dead_letters_total 1.0")
                        .anyMatch(line -> line.startsWith("hallpulse_ingest_group_count "))
                        .anyMatch(line -> line.startsWith("hallpulse_ingest_commit_seconds_count "))
                        .anyMatch(line -> line.startsWith("hallpulse_ingest_ack_age_seconds_count ")));
    }

    @Test
    void metrics_ofPressesThatWait_areByHall() throws Exception {
        assertThat(json("/api/v1/account?hall=north").at("/sum/waiting").asLong())
                .isEqualTo(2);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(get("/metrics", null).body().lines())
                        .contains(
                                "hallpulse_presses_waiting{hall=\"north\"} 2.0",
                                "hallpulse_presses_waiting{hall=\"south\"} 0.0"));
    }

    @Test
    void presses_ofASpan_areThoseThatHappenedInIt() throws Exception {
        Instant now = Instant.now();
        String before = "/api/v1/presses?window=W1&to=" + now.minusSeconds(3600);
        String after = "/api/v1/presses?window=W1&from=" + now.minusSeconds(3600);
        assertThat(json(before).path("presses")).hasSize(1);
        assertThat(json(after).path("presses")).hasSize(8);
        assertThat(json("/api/v1/presses?from=2026-01-01&to=2026-01-02").path("presses"))
                .isEmpty();
    }

    @Test
    void history_late_isToldApart() throws Exception {
        JsonNode history = json("/api/v1/halls/north/windows/W1/history");
        assertThat(history.path("bucket").asText()).isEqualTo("hour");
        assertThat(history.path("buckets")).hasSize(2);
        assertThat(history.at("/buckets/0/n/1").asLong()).isEqualTo(1);
        assertThat(history.at("/buckets/0/late/1").asLong()).isEqualTo(1);
        assertThat(history.at("/buckets/0/total").asLong()).isEqualTo(1);
        assertThat(history.at("/buckets/1/n/5").asLong()).isEqualTo(4); // the first of the conflict is one of them
        assertThat(history.at("/buckets/1/late/5").asLong()).isZero();
        assertThat(history.at("/uncertain/total").asLong()).isZero();
        String from = history.at("/buckets/1/start").asText();
        assertThat(json("/api/v1/halls/north/windows/W1/history?from=" + from).path("buckets"))
                .hasSize(1);
        assertThat(json("/api/v1/halls/north/windows/W1/history?to=" + from).path("buckets"))
                .hasSize(1);
        assertThat(json("/api/v1/halls/north/windows/W2/history").path("buckets"))
                .isEmpty();
    }

    @Test
    void terminals_comeInPages() throws Exception {
        assertThat(json("/api/v1/terminals?limit=1&after=a/a")
                        .at("/terminals/0/hall")
                        .asText())
                .isEqualTo("north");
        assertThat(json("/api/v1/terminals?after=north/zzz").path("terminals")).isEmpty();
        assertThat(json("/api/v1/terminals").path("next").isNull()).isTrue();
        for (String wrong : List.of("limit=0", "limit=1001", "limit=x", "after=north", "after=north/a/b")) {
            assertThat(get("/api/v1/terminals?" + wrong, ServedHall.login()).statusCode())
                    .isEqualTo(400);
        }
    }

    @Test
    void terminals_tellWhatTheirLastStatusSaid() throws Exception {
        JsonNode terminal = json("/api/v1/terminals").at("/terminals/0");
        assertThat(terminal.path("hall").asText()).isEqualTo("north");
        assertThat(terminal.path("state").asText()).isEqualTo("online");
        assertThat(terminal.path("age").asLong()).isLessThan(300);
        assertThat(terminal.path("clock").asText()).isEqualTo("synced");
        assertThat(terminal.path("agent").asText()).isEqualTo("1.0.0");
        assertThat(terminal.path("waiting").asLong()).isEqualTo(2);
        assertThat(terminal.path("refused").asLong()).isEqualTo(2);
        assertThat(terminal.at("/inputs/0/fault").asText()).startsWith("panel panel: key 3 has been down");
        assertThat(terminal.at("/faults/0").asText()).isEqualTo("disk is nearly full");
    }

    @Test
    void deadLetters_tellTheReason() throws Exception {
        JsonNode letter = json("/api/v1/dead-letters").at("/deadLetters/0");
        assertThat(letter.path("topic").asText()).isEqualTo("hallpulse/v1/terminals/north/n-01/presses");
        assertThat(letter.path("payload").isNull())
                .as("it may tell what somebody pressed today")
                .isTrue();
        assertThat(hall.reader().deadLetters(1).get(0).payload()).isEqualTo("<b>no message</b>");
        assertThat(letter.path("reason").asText()).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/account?hall=nowhere, 404, /api/v1/halls lists them",
        "/api/v1/account?detail=all, 400, use runs or terminals",
        "/api/v1/presses?format=xml, 400, use json or csv",
        "/api/v1/presses?from=yesterday, 400, write 2026-11-22",
        "/api/v1/presses?from=2026-11-23&to=2026-11-22, 400, from is after to",
        "/api/v1/halls/north/windows/W9/history, 404, has no window",
        "/api/v1/halls/north/windows/W1/history?bucket=week, 400, use hour or day"
    })
    void get_whatIsNotThere_saysSo(String path, int status, String words) throws Exception {
        HttpResponse<String> answer = get(path, ServedHall.login());
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(JSON.readTree(answer.body()).path("detail").asText()).contains(words);
    }

    @Test
    void get_guessedTooOften_isSlowedAndSaysHowLong(@TempDir Path folder) throws Exception {
        try (ServedHall other = ServedHall.start(folder, 1, "{}", Limits.SMALL_BOX)) {
            String guess =
                    "Basic " + Base64.getEncoder().encodeToString("li.na:guess".getBytes(StandardCharsets.UTF_8));
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> get(other, "/api/v1/account", guess).statusCode() == 429);
            HttpResponse<String> answer = get(other, "/api/v1/account", ServedHall.login());
            if (answer.statusCode() == 429) { // else the machine was slow, and the wait is over
                assertThat(answer.headers().firstValue("Retry-After").orElse(""))
                        .matches("\\d+");
            }
            assertThat(get(other, "/api/v1/halls", null).statusCode()).isEqualTo(200);
        }
    }

    private static List<String> states(JsonNode presses) {
        return presses.findValuesAsText("state");
    }

    private JsonNode json(String path) throws Exception {
        return json(hall, path);
    }

    private JsonNode json(ServedHall from, String path) throws Exception {
        HttpResponse<String> answer = get(from, path, ServedHall.login());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private HttpResponse<String> get(String path, @Nullable String login) throws Exception {
        return get(hall, path, login);
    }

    private HttpResponse<String> get(ServedHall from, String path, @Nullable String login) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(from.uri(path));
        if (login != null) {
            request.header("Authorization", login);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
