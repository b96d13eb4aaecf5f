package io.hallpulse.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallpulse.contract.message.Press;
import io.hallpulse.domain.people.Role;
import io.hallpulse.domain.record.Actor;
import io.hallpulse.gateway.config.GatewayConfig;
import io.hallpulse.gateway.http.Limits;
import io.hallpulse.gateway.store.PersonRow;
import io.hallpulse.runtime.config.ConfigFile;
import io.hallpulse.testkit.EventReader;
import io.hallpulse.testkit.MessageCallback;
import io.hallpulse.testkit.RawTerminal;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** A clerk who reads all that a gateway shows anybody, with the settings as they come, and tries to learn what one person pressed. */
class PublishedFiguresTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Logger GATEWAY = (Logger) LoggerFactory.getLogger("io.hallpulse");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** Ten past noon in Shanghai. */
    private static final Instant BEGIN = Instant.parse("2026-11-28T04:10:00Z");

    private static final int STEP = 5;
    private static final String OPERATOR = "li.na";
    private static final String AUDITOR = "wang.wei";
    private static final String PASSWORD = "a long password of the test";

    @TempDir
    Path data;

    private final long begunNanos = System.nanoTime();
    private final AtomicLong skippedNanos = new AtomicLong();
    private final HttpClient client = HttpClient.newHttpClient();
    /** All that was seen of each figure, in order: ratings by level, their sum last. */
    private final Map<String, List<long[]>> seen = new ConcurrentHashMap<>();

    /** All presses that the console heard of. */
    private final List<JsonNode> heard = new CopyOnWriteArrayList<>();
    /** All that the gateway logged, however fine. */
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    private GatewayConfig config;
    private long seq;

    @BeforeEach
    void readTheLog() {
        log.list = new CopyOnWriteArrayList<>();
        log.start();
        GATEWAY.setLevel(Level.TRACE);
        GATEWAY.addAppender(log);
    }

    @AfterEach
    void leaveTheLog() {
        GATEWAY.detachAppender(log);
        GATEWAY.setLevel(null);
    }

    @BeforeEach
    void configure() {
        config = GatewayConfig.read(new ConfigFile("gateway.yaml", """
                data: %s
                broker: {embedded: {listen: "127.0.0.1:0"}}
                terminals: open
                http: {listen: "127.0.0.1:0"}
                halls:
                  - id: north
                    name: {zh: 北区政务大厅, en: North Hall}
                    timeZone: Asia/Shanghai
                    screen: {minimumRatings: 1}
                    windows:
                      - {id: A03, name: {zh: 窗口, en: Window A03}}
                      - {id: A04, name: {zh: 窗口, en: Window A04}}
                """.formatted(data)));
    }

    /** A gateway that is watched. */
    private final class Watched implements AutoCloseable {
        private final Gateway gateway;
        private final HttpFace face;
        private final RawTerminal terminal;
        private final MqttAsyncClient reader;
        private final EventReader events;
        private final Thread watching;
        private final EventReader console;
        private final Thread listening;

        private Watched() throws Exception {
            PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
            gateway = Gateway.start(config, false, meters, () -> now(), this::nanos);
            await().atMost(PATIENCE).until(gateway::ready);
            if (gateway.people().all().isEmpty()) {
                person(OPERATOR, Role.OPERATOR);
                person(AUDITOR, Role.AUDITOR);
            }
            face = new HttpFace(config, gateway, meters, Limits.SMALL_BOX, null);
            terminal = RawTerminal.connect(gateway.brokerPort(), "north", "n-03");
            reader = new MqttAsyncClient("tcp://127.0.0.1:" + gateway.brokerPort(), "reader", new MemoryPersistence());
            reader.setCallback((MessageCallback) (topic, message) -> saw("mqtt", JSON.readTree(message.getPayload())));
            reader.connect().waitForCompletion(10_000);
            reader.subscribe("hallpulse/v1/scores/north/A03", 1).waitForCompletion(10_000);
            events = EventReader.open(client, uri("/api/v1/halls/north/scores/stream"));
            watching = new Thread(this::watch, "clerk");
            watching.start();
            console = EventReader.open(client, uri("/api/v1/events?hall=north"), login(OPERATOR));
            listening = new Thread(this::listen, "clerk at the console");
            listening.start();
        }

        private void listen() {
            try {
                while (true) {
                    heard.add(console.event("press"));
                }
            } catch (IOException | UncheckedIOException | NoSuchElementException end) {
                return;
            }
        }

        private String login(String name) {
            return "Basic "
                    + Base64.getEncoder().encodeToString((name + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        }

        private void person(String name, Role role) throws InterruptedException {
            PersonRow row = new PersonRow(name, "", Set.of(role), null, null, List.of(), 0);
            gateway.people().add(Actor.command("test"), row, PASSWORD);
        }

        private long nanos() {
            return System.nanoTime() + skippedNanos.get();
        }

        private void watch() {
            try {
                while (true) {
                    scores("sse", events.scores());
                }
            } catch (IOException | UncheckedIOException | NoSuchElementException end) {
                return;
            }
        }

        private void scores(String name, JsonNode document) {
            saw(name, document.at("/windows/0"));
            long[] overall = new long[6];
            overall[5] = document.at("/overall/total").asLong();
            add(name + " overall", overall);
        }

        /** Reads everything that is there to be read. */
        private void look() throws Exception {
            for (String period : List.of("today", "hour", "week", "month", "all")) {
                scores(period, json("/api/v1/halls/north/scores?period=" + period));
            }
            for (String bucket : List.of("hour", "day")) {
                JsonNode history = json("/api/v1/halls/north/windows/A03/history?bucket=" + bucket);
                history.path("buckets")
                        .forEach(one -> saw(bucket + " " + one.path("start").asText(), one));
                history.path("buckets")
                        .forEach(one -> saw(bucket + " " + one.path("start").asText() + " late", late(one)));
                saw(bucket + " hourless", history.path("hourless"));
                saw(bucket + " uncertain", history.path("uncertain"));
            }
        }

        private JsonNode late(JsonNode bucket) {
            return JSON.createObjectNode().set("n", bucket.path("late"));
        }

        private long total() throws Exception {
            return json("/api/v1/halls/north/scores").at("/windows/0/total").asLong();
        }

        private void awaitTotal(long total) throws Exception {
            await().atMost(PATIENCE).until(() -> total() == total);
            look();
        }

        private void press(Press... presses) throws Exception {
            long last = seq;
            await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).until(() -> {
                terminal.presses(
                        "run1", 1,
                        presses); // again, like any terminal: the gateway lost its broker as the time was skipped
                return terminal.acked("run1") == last;
            });
            look();
        }

        /** The delay of all that is held back passes. */
        private void pass() throws Exception {
            skippedNanos.addAndGet(Duration.ofSeconds(31).toNanos());
            look();
        }

        private URI uri(String path) {
            return URI.create(face.address()).resolve(path);
        }

        private String text(String path) throws Exception {
            return text(OPERATOR, path);
        }

        private String text(String name, String path) throws Exception {
            return client.send(
                            HttpRequest.newBuilder(uri(path))
                                    .header("Authorization", login(name))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
        }

        private JsonNode json(String path) throws Exception {
            return JSON.readTree(text(path));
        }

        @Override
        public void close() throws Exception {
            reader.disconnectForcibly(0, 200, true);
            reader.close(true);
            terminal.close();
            face.close();
            gateway.close();
            watching.join();
            listening.join();
        }
    }

    private Instant now() {
        return BEGIN.plusNanos(System.nanoTime() - begunNanos + skippedNanos.get());
    }

    private Press rating(int level, Duration ago) {
        return Press.rating(++seq, "A03", "panel", "k" + level, level, now().minus(ago), 1000 + seq);
    }

    private Press rating(int level) {
        return rating(level, Duration.ZERO);
    }

    private Press instead(int level, long target) {
        return new Press(
                ++seq,
                "A03",
                "panel",
                "k" + level,
                level,
                now(),
                1000 + seq,
                true,
                Press.Kind.RATING,
                List.of(),
                "s1",
                "c1",
                "zhang",
                target);
    }

    private void saw(String name, JsonNode figures) {
        if (!figures.path("n").isNull()) {
            long[] counts = new long[6];
            figures.path("n").properties().forEach(level -> {
                counts[Integer.parseInt(level.getKey()) - 1] = level.getValue().asLong();
                counts[5] += level.getValue().asLong();
            });
            add(name, counts);
        }
    }

    private void add(String name, long[] counts) {
        List<long[]> all = seen.computeIfAbsent(name, key -> new CopyOnWriteArrayList<>(List.of(new long[6])));
        all.add(counts);
    }

    @Test
    void figures_whateverIsPressed_tellNobodysLevel() throws Exception {
        try (Watched hall = new Watched()) {
            Duration hour = Duration.ofHours(1);
            hall.press(rating(3, hour), rating(3, hour), rating(1, hour), rating(5));
            hall.pass();
            assertThat(hall.total()).isZero();
            hall.press(rating(4));
            hall.awaitTotal(5);
            assertThat(hall.json("/api/v1/halls/north/windows/A03/history")
                            .at("/hourless/total")
                            .asLong())
                    .as("of two hours, neither of which had five")
                    .isEqualTo(5);
            hall.press(rating(5), rating(5), rating(5), rating(1), rating(2));
            hall.pass();
            hall.awaitTotal(10);

            hall.press(instead(2, 9), rating(4), rating(4), rating(2)); // what is published is taken back
            hall.pass();
            assertThat(hall.total()).isEqualTo(10);
            hall.press(rating(5), rating(5));
            hall.awaitTotal(16);

            hall.press(rating(1), rating(5));
            hall.pass();
            consoleHeardOutcomesAlone();
            hall.terminal.pressesJson(
                    "{\"v\":1,\"run\":\"run1\",\"low\":\"k1\",\"presses\":[{\"seq\":99,\"key\":\"k1\",\"level\":1}]}");
            String presses = hall.text("/api/v1/presses?hall=north");
            assertThat(JSON.readTree(presses).path("presses")).hasSize(18).allSatisfy(press -> {
                assertThat(press.path("level").isNull()).isTrue();
                assertThat(press.path("key").isNull()).isTrue();
                assertThat(press.path("state").asText()).isIn("counted", "superseded");
            });
            assertThat(presses).doesNotContain("\"k1\"", "\"c1\"", "\"s1\"", "zhang");
            assertThat(hall.text("/api/v1/presses?hall=north&format=csv")).doesNotContain(",k1,", "zhang");
            assertThat(hall.text("/metrics") + hall.text("/api/v1/account") + hall.text("/api/v1/terminals"))
                    .doesNotContain("k1")
                    .doesNotContainPattern("level|Key");
            JsonNode all = JSON.readTree(hall.text(AUDITOR, "/api/v1/presses?hall=north"))
                    .path("presses");
            assertThat(all.get(9).path("level").asInt()).isEqualTo(2);
            assertThat(all.get(10).path("case").asText()).isEqualTo("c1");
            assertThat(JSON.readTree(hall.text(AUDITOR, "/api/v1/halls/north/windows/A03/history?bucket=day"))
                            .at("/buckets/0/total")
                            .asLong())
                    .as("what is counted, for auditors")
                    .isEqualTo(17);
            String scores = "/api/v1/halls/north/scores?period=week";
            assertThat(JSON.readTree(hall.text(AUDITOR, scores))
                            .at("/windows/0/total")
                            .asLong())
                    .isEqualTo(17);
            String staff = "/api/v1/halls/north/scores?by=staff&period=week";
            assertThat(hall.json(staff).path("groups")).isEmpty();
            assertThat(client.send(HttpRequest.newBuilder(hall.uri(staff)).build(), BodyHandlers.ofString())
                            .statusCode())
                    .as("staff, for nobody in particular")
                    .isEqualTo(401);
            assertThat(JSON.readTree(hall.text(AUDITOR, staff))
                            .at("/groups/0/id")
                            .asText())
                    .isEqualTo("zhang");
            assertThat(hall.text(OPERATOR, "/console/live?figures=counted")).contains("for the role auditor");
            assertThat(hall.text(AUDITOR, "/console/live?figures=counted")).contains("<td class=\"num under\">17<");
            assertThat(hall.text(AUDITOR, "/console/history?range=week")).contains("zhang");
            assertThat(read(hall.text(AUDITOR, "/api/v1/audit")))
                    .containsExactly(
                            "presses hall=north",
                            "history hall=north&window=A03",
                            "scores hall=north&period=week",
                            "scores hall=north&by=staff&period=week",
                            "scores hall=north&period=today",
                            "history hall=north&from=2026-11-23&to=2026-11-28");
        }
        try (Watched hall = new Watched()) {
            assertThat(hall.total()).isEqualTo(16);
            hall.look();
            hall.pass();
            hall.press(rating(1), rating(2), rating(4), rating(4));
            hall.awaitTotal(21);
            hall.press(rating(5));
            nothingMovedByFewerThanTheStep();

            skippedNanos.addAndGet(Duration.ofHours(12).toNanos()); // and what is left at the day's end
            await().atMost(PATIENCE)
                    .until(() -> hall.json("/api/v1/halls/north/scores?period=month")
                                    .at("/windows/0/total")
                                    .asLong()
                            == 22);
            JsonNode history = hall.json("/api/v1/halls/north/windows/A03/history");
            assertThat(history.at("/buckets/0/late/3").asLong()).isEqualTo(2);
            assertThat(history.at("/buckets/0/total").asLong()
                            + history.at("/buckets/1/total").asLong())
                    .isEqualTo(22);
            assertThat(history.at("/hourless/total").asLong()).isZero();
            JsonNode first = hall.json("/api/v1/presses?hall=north").at("/presses/0");
            assertThat(first.path("level").asInt()).isEqualTo(3);
            assertThat(first.path("key").asText()).isEqualTo("k3");
            assertThat(hall.text("/api/v1/presses?hall=north")).doesNotContain("\"c1\"", "\"s1\"", "zhang");
            JsonNode staff =
                    hall.json("/api/v1/halls/north/scores?by=staff&period=week").path("groups");
            assertThat(staff).hasSize(1);
            assertThat(staff.at("/0/n/2").asLong()).isEqualTo(1);
            assertThat(staff.at("/0/interval/high").isNumber()).isTrue();
            assertThat(hall.text("/console/history?range=week")).contains("zhang");
        }
        nothingLoggedTellsALevel();
    }

    /** What auditors read, as the record has it. */
    private static List<String> read(String audit) throws IOException {
        List<String> read = new ArrayList<>();
        JSON.readTree(audit).path("entries").forEach(entry -> {
            if (entry.path("what").asText().equals("read")) {
                read.add(entry.path("object").asText() + " "
                        + entry.path("after").asText());
            }
        });
        return read;
    }

    private void consoleHeardOutcomesAlone() {
        await().atMost(PATIENCE)
                .until(() -> heard.stream()
                                .mapToInt(press -> press.path("n").asInt())
                                .sum()
                        == 18);
        assertThat(heard).allSatisfy(press -> {
            assertThat(press.properties())
                    .extracting(Map.Entry::getKey)
                    .containsExactly("hall", "terminal", "window", "outcome", "n");
            assertThat(press.path("outcome").asText()).isIn("counted", "superseded");
        });
    }

    private void nothingLoggedTellsALevel() {
        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .anySatisfy(line -> assertThat(line).contains("dead letter"))
                .noneSatisfy(line -> assertThat(line).containsPattern("\\bk[1-5]\\b|(?i)level"));
    }

    private void nothingMovedByFewerThanTheStep() {
        assertThat(seen).containsKeys("sse", "mqtt", "today", "hour", "all", "today overall", "hour hourless");
        new TreeMap<>(seen).forEach((name, states) -> {
            List<long[]> all = new ArrayList<>(states);
            for (int i = 1; i < all.size(); i++) {
                long moved = 0;
                for (int level = 0; level < 5; level++) {
                    moved += Math.abs(all.get(i)[level] - all.get(i - 1)[level]);
                }
                moved = Math.max(moved, Math.abs(all.get(i)[5] - all.get(i - 1)[5]));
                assertThat(moved == 0 || moved >= STEP)
                        .as("%s moved by %d", name, moved)
                        .isTrue();
            }
        });
    }
}
