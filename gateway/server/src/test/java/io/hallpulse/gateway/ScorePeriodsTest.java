package io.hallpulse.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallpulse.contract.message.Press;
import io.hallpulse.domain.people.Role;
import io.hallpulse.domain.record.Actor;
import io.hallpulse.gateway.config.GatewayConfig;
import io.hallpulse.gateway.http.Limits;
import io.hallpulse.gateway.store.PersonRow;
import io.hallpulse.runtime.config.ConfigFile;
import io.hallpulse.testkit.RawTerminal;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
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
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every period, every range and everything that scores are grouped by, over the interface of a gateway whose presses reach back a year. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScorePeriodsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** A Saturday, ten past noon in Shanghai. */
    private static final Instant BEGIN = Instant.parse("2026-11-28T04:10:00Z");

    private static final Instant BOOT = Instant.parse("2025-12-01T00:00:00Z");
    private static final String VIEWER = "li.na";
    private static final String AUDITOR = "wang.wei";
    private static final String PASSWORD = "a long password of the test";

    private final long begunNanos = System.nanoTime();
    private final HttpClient client = HttpClient.newHttpClient();
    private Gateway gateway;
    private HttpFace face;

    @BeforeAll
    void start(@TempDir Path data) throws Exception {
        GatewayConfig config = GatewayConfig.read(new ConfigFile("gateway.yaml", """
                data: %s
                broker: {embedded: {listen: "127.0.0.1:0"}}
                terminals: open
                http: {listen: "127.0.0.1:0"}
                halls:
                  - id: north
                    name: {zh: 北区政务大厅, en: North Hall}
                    timeZone: Asia/Shanghai
                    screen: {minimumRatings: 1, privacyDelay: 0s, publishStep: 1}
                    windows:
                      - {id: A03, name: {zh: 窗口, en: Window}, department: land, category: public}
                      - {id: A04, name: {zh: 窗口, en: Window}, department: land, category: tax}
                      - {id: A05, name: {zh: 窗口, en: Window}, department: revenue, category: public}
                """.formatted(data)));
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        gateway = Gateway.start(
                config, false, meters, () -> BEGIN.plusNanos(System.nanoTime() - begunNanos), System::nanoTime);
        await().atMost(PATIENCE).until(gateway::ready);
        for (Map.Entry<String, Role> person :
                Map.of(VIEWER, Role.VIEWER, AUDITOR, Role.AUDITOR).entrySet()) {
            gateway.people()
                    .add(
                            Actor.command("test"),
                            new PersonRow(person.getKey(), "", Set.of(person.getValue()), null, null, List.of(), 0),
                            PASSWORD);
        }
        face = new HttpFace(config, gateway, meters, Limits.SMALL_BOX, null);
        try (RawTerminal terminal = RawTerminal.connect(gateway.brokerPort(), "north", "n-03")) {
            terminal.presses(
                    "run1",
                    1,
                    rating(1, "A03", 5, "2025-12-30T02:00:00Z"),
                    rating(2, "A03", 4, "2026-03-05T02:00:00Z"),
                    rating(3, "A04", 5, "2026-08-15T02:00:00Z"),
                    rating(4, "A05", 3, "2026-09-30T16:30:00Z"), // half past midnight of 1 October there
                    rating(5, "A03", 5, "2026-11-03T02:00:00Z"),
                    rating(6, "A03", 2, "2026-11-24T02:00:00Z"),
                    rating(7, "A04", 5, "2026-11-28T01:00:00Z"),
                    rating(8, "A05", 4, "2026-11-28T04:05:00Z"));
            terminal.awaitAck("run1", 8);
        }
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(totals("period=all&by=hall")).isEqualTo(Map.of("north", 8L)));
    }

    @AfterAll
    void stop() throws Exception {
        face.close();
        gateway.close();
    }

    private static Press rating(long seq, String window, int level, String at) {
        Instant instant = Instant.parse(at);
        return new Press(
                seq,
                window,
                "panel",
                "k",
                level,
                instant,
                Duration.between(BOOT, instant).toMillis(),
                true,
                Press.Kind.RATING,
                List.of(),
                null,
                null,
                window.equals("A03") ? "s7" : null,
                null);
    }

    @ParameterizedTest
    @CsvSource({
        "hour, 0, 0, 1",
        "today, 0, 1, 1",
        "week, 1, 1, 1",
        "month, 2, 1, 1",
        "quarter, 2, 1, 2",
        "year, 3, 2, 2",
        "all, 4, 2, 2"
    })
    void period_anyOfTheContract_countsWhatFellIntoIt_byWhateverIsAsked(String period, long a03, long a04, long a05)
            throws Exception {
        JsonNode document = json("period=" + period);
        assertThat(document.path("period").asText()).isEqualTo(period);
        assertThat(totals(document.path("windows"), "window")).isEqualTo(Map.of("A03", a03, "A04", a04, "A05", a05));

        String query = "period=" + period + "&by=";
        assertThat(totals(query + "window")).isEqualTo(Map.of("A03", a03, "A04", a04, "A05", a05));
        assertThat(totals(query + "department")).isEqualTo(Map.of("land", a03 + a04, "revenue", a05));
        assertThat(totals(query + "category")).isEqualTo(Map.of("public", a03 + a05, "tax", a04));
        assertThat(totals(query + "hall")).isEqualTo(Map.of("north", a03 + a04 + a05));
        requireStaff(query + "staff", a03);
    }

    @ParameterizedTest
    @CsvSource({
        "from=2026-10-01&to=2026-10-31, 0, 0, 1",
        "from=2026-09-30&to=2026-09-30, 0, 0, 0",
        "from=2026-11-24&to=2026-11-28, 1, 1, 1",
        "from=2026-11-28T01:00:00Z&to=2026-11-28T02:00:00Z, 0, 1, 0",
        "from=2026-11-28T09:00:00%2B08:00&to=2026-11-28T13:00:00%2B08:00, 0, 1, 1",
        "to=2026-03-31, 2, 0, 0",
        "from=2026-08-01, 2, 2, 2"
    })
    void range_ofDaysOrInstants_countsWhatFellIntoIt_byWhateverIsAsked(String range, long a03, long a04, long a05)
            throws Exception {
        assertThat(totals(range)).as("by window, where nothing is said").isEqualTo(totals(range + "&by=window"));
        assertThat(totals(range)).isEqualTo(Map.of("A03", a03, "A04", a04, "A05", a05));
        assertThat(totals(range + "&by=department")).isEqualTo(Map.of("land", a03 + a04, "revenue", a05));
        assertThat(totals(range + "&by=category")).isEqualTo(Map.of("public", a03 + a05, "tax", a04));
        assertThat(totals(range + "&by=hall")).isEqualTo(Map.of("north", a03 + a04 + a05));
        requireStaff(range + "&by=staff", a03);
    }

    @Test
    void group_hasItsShares_andTheIntervalOfWilson() throws Exception {
        JsonNode group = json("period=year&by=hall").at("/groups/0");
        assertThat(group.path("n")).isEqualTo(JSON.readTree("{\"5\":3,\"4\":2,\"3\":1,\"2\":1,\"1\":0}"));
        assertThat(group.path("satisfaction").asDouble()).isEqualTo(0.857);
        assertThat(group.path("bad").asDouble()).isEqualTo(0.143);
        assertThat(group.at("/interval/low").asDouble()).isEqualTo(0.487);
        assertThat(group.at("/interval/high").asDouble()).isEqualTo(0.974);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "by=floor",
                "period=decade&by=hall",
                "period=week&from=2026-11-01",
                "from=2026-11-02&to=2026-11-01"
            })
    void query_thatCannotBe_is400(String query) throws Exception {
        assertThat(get(query, VIEWER).statusCode()).isEqualTo(400);
    }

    @Test
    void staff_withoutALogin_is401() throws Exception {
        assertThat(get("period=year&by=staff", null).statusCode()).isEqualTo(401);
        assertThat(get("period=year&by=hall", null).statusCode()).isEqualTo(200);
    }

    /** All of them came in today, which others than auditors are told of from the next day on. */
    private void requireStaff(String query, long total) throws Exception {
        assertThat(totals(query)).isEmpty();
        assertThat(totals(json(query, AUDITOR).path("groups"), "id"))
                .isEqualTo(total == 0 ? Map.of() : Map.of("s7", total));
    }

    private Map<String, Long> totals(String query) throws Exception {
        return totals(json(query).path("groups"), "id");
    }

    private static Map<String, Long> totals(JsonNode all, String id) {
        Map<String, Long> totals = new TreeMap<>();
        all.forEach(one -> totals.put(one.path(id).asText(), one.path("total").asLong()));
        return totals;
    }

    private JsonNode json(String query) throws Exception {
        return json(query, VIEWER);
    }

    private JsonNode json(String query, String login) throws Exception {
        HttpResponse<String> answer = get(query, login);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private HttpResponse<String> get(String query, @Nullable String login) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(face.address()).resolve("/api/v1/halls/north/scores?" + query));
        if (login != null) {
            request.header(
                    "Authorization",
                    "Basic "
                            + Base64.getEncoder()
                                    .encodeToString((login + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8)));
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
