package io.hallpulse.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallpulse.agent.clock.SystemClock;
import io.hallpulse.agent.clock.TerminalClock;
import io.hallpulse.agent.config.AgentConfig;
import io.hallpulse.agent.config.WindowConfig;
import io.hallpulse.agent.outbox.OutboxCounts;
import io.hallpulse.agent.status.StatusSocket;
import io.hallpulse.agent.testkit.Inputs;
import io.hallpulse.agent.testkit.PlayedGateway;
import io.hallpulse.agent.testkit.PlayedInput;
import io.hallpulse.contract.message.Flags;
import io.hallpulse.contract.message.Json;
import io.hallpulse.contract.message.Owner;
import io.hallpulse.contract.message.Press;
import io.hallpulse.contract.message.ReceivedPresses;
import io.hallpulse.contract.message.RunSpan;
import io.hallpulse.contract.message.Status;
import io.hallpulse.hardware.Answer;
import io.hallpulse.hardware.MeterSignal;
import io.hallpulse.runtime.config.HostPort;
import io.hallpulse.testkit.Mosquitto;
import io.hallpulse.testkit.PlayedServer;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The agent in this process, with keys that the test presses, against a real broker and a gateway that the test plays. */
@Execution(ExecutionMode.CONCURRENT)
class AgentTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    private final TerminalClock clock = new SystemClock();
    private final PlayedInput panel = new PlayedInput("panel", clock);
    private final PlayedInput meter = new PlayedInput("meter", clock);
    private final List<AutoCloseable> opened = new ArrayList<>();
    private Mosquitto broker;

    @BeforeEach
    void startBroker() throws IOException {
        broker = opened(Mosquitto.start(folder));
    }

    @AfterEach
    void closeAll() throws Exception {
        for (int i = opened.size() - 1; i >= 0; i--) {
            opened.get(i).close();
        }
    }

    @Test
    void press_whileTheGatewayIsThere_goesAloneAndIsAcknowledged() throws Exception {
        PlayedGateway gateway = gateway("g1");
        Agent agent = agent();
        for (String key : List.of("0", "1", "9")) {
            int arrived = gateway.messages().size();
            press(key);
            await().atMost(SOON).until(() -> gateway.messages().size() > arrived);
        }

        assertThat(valid(gateway)).hasSize(3);
        assertThat(valid(gateway)).extracting(Press::level).containsExactly(5, 4, null);
        assertThat(valid(gateway).get(2).flags()).containsExactly(Flags.UNMAPPED);
        assertThat(panel.answers()).containsOnly(Answer.STORED);
        await().atMost(SOON).until(() -> Objects.equals(agent.status().waiting(), 0L));
        assertThat(agent.status().runs()).isEmpty();
        assertThat(gateway.messages()).hasSize(3);
    }

    @Test
    void press_whileNobodyIsThere_waitsAndGoesInBatches() throws Exception {
        broker.kill();
        Agent agent = agent();
        for (int i = 0; i < 1200; i++) {
            press("0");
        }
        assertThat(agent.status().waiting()).isEqualTo(1200);
        broker.restart();
        PlayedGateway gateway = gateway("g1");

        await().atMost(SOON).untilAsserted(() -> assertThat(valid(gateway)).hasSize(1200));
        await().atMost(SOON).until(() -> Objects.equals(agent.status().waiting(), 0L));
        assertThat(gateway.messages()).hasSizeLessThan(20);
    }

    @Test
    void brokerKilled_inTheMiddleOfPresses_losesNone() throws Exception {
        PlayedGateway first = gateway("g1");
        Agent agent = agent();
        press("0", "0");
        await().atMost(SOON).untilAsserted(() -> assertThat(valid(first)).hasSize(2));
        broker.kill();
        press("1", "1", "1");
        broker.restart();
        PlayedGateway second = gateway("g1");
        press("2");

        // the second gateway is one that was restored from nothing: it gets everything again
        await().atMost(SOON).untilAsserted(() -> assertThat(valid(second)).hasSize(6));
        await().atMost(SOON).until(() -> Objects.equals(agent.status().waiting(), 0L));
    }

    @Test
    void newOwner_thatLacksPresses_getsThemAgain() throws Exception {
        PlayedGateway gateway = gateway("g1");
        gateway.own(new Owner("g1", Instant.parse("2026-11-22T00:00:00Z")));
        Agent agent = agent();
        press("0", "1", "2");
        await().atMost(SOON)
                .until(() -> valid(gateway).size() == 3
                        && Objects.equals(agent.status().waiting(), 0L));
        gateway.forget(run(gateway), 2);
        gateway.own(new Owner("g1", Instant.parse("2026-11-23T00:00:00Z")));

        await().atMost(SOON).untilAsserted(() -> assertThat(valid(gateway)).hasSize(3));
        await().atMost(SOON).until(() -> Objects.equals(agent.status().waiting(), 0L));
    }

    @Test
    void lowerAck_makesPressesGoAgain() throws Exception {
        PlayedGateway gateway = gateway("g1");
        Agent agent = agent();
        press("0", "1", "2");
        await().atMost(SOON)
                .until(() -> valid(gateway).size() == 3
                        && Objects.equals(agent.status().waiting(), 0L));
        gateway.forget(run(gateway), 1);
        gateway.ack(run(gateway));

        await().atMost(SOON).untilAsserted(() -> assertThat(valid(gateway)).hasSize(3));
    }

    @Test
    void acks_ofAGatewayThatDoesNotOwnTheHall_areNotObeyed() throws Exception {
        PlayedGateway owner = gateway("g1");
        owner.answering(false);
        owner.own(new Owner("g1", Instant.EPOCH));
        gateway("g2");
        Agent agent = agent();
        press("0");
        await().atMost(SOON).untilAsserted(() -> assertThat(valid(owner)).hasSize(1));
        assertThat(agent.status().waiting()).isEqualTo(1);

        owner.answering(true);
        owner.ack(run(owner));
        await().atMost(SOON).until(() -> Objects.equals(agent.status().waiting(), 0L));
    }

    @Test
    void status_saysWhatChangedAtOnceAndGoodbyeAtTheEnd() throws Exception {
        PlayedGateway gateway = gateway("g1");
        Agent agent = agent();
        await().atMost(SOON).until(() -> !gateway.statuses().isEmpty());
        panel.fault("the cable is pulled; plug it in");
        await().atMost(SOON)
                .until(() -> gateway.statuses().stream()
                        .flatMap(status -> Objects.requireNonNull(status.inputs()).stream())
                        .anyMatch(input -> "the cable is pulled; plug it in".equals(input.fault())));
        press("0");
        RunSpan span = agent.status().runs().isEmpty()
                ? new RunSpan(run(gateway), 1, 2)
                : agent.status().runs().get(0);
        assertThat(span.next()).isEqualTo(2);
        agent.close();

        await().atMost(SOON).untilAsserted(() -> {
            Status last = gateway.statuses().get(gateway.statuses().size() - 1);
            assertThat(last.state()).isEqualTo(Status.OFFLINE);
        });
    }

    @Test
    void statusSocket_answersTheStatus() throws Exception {
        agent();
        press("0");

        Status status = Json.read(StatusSocket.query(data("a")), Status.class);
        assertThat(status.state()).isEqualTo(Status.ONLINE);
        assertThat(status.boot()).matches("[0-9a-f]{16}");
        assertThat(status.waiting()).isEqualTo(1);
        assertThat(Objects.requireNonNull(status.inputs()))
                .extracting(Status.InputStatus::id)
                .containsExactly("panel", "meter");
    }

    @Test
    void restart_keepsAllAndBeginsANewRun() throws Exception {
        Agent first = agent();
        press("0", "1");
        first.close();
        Agent second = agent();
        press("2");

        assertThat(second.status().runs()).extracting(RunSpan::next).containsExactly(3L, 2L);
        PlayedGateway gateway = gateway("g1");
        await().atMost(SOON).until(() -> Objects.equals(second.status().waiting(), 0L));
        assertThat(gateway.messages().stream().map(ReceivedPresses::run).distinct())
                .hasSize(2);
    }

    @Test
    void start_secondAgentOnTheSameFolder_isRefused_onAnotherItRuns() throws Exception {
        agent();

        assertThatThrownBy(this::agent)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("another agent runs on " + data("a"));
        Agent other = opened(Agent.start(
                config("b", "n-02"), List.of(new PlayedInput("panel", clock), new PlayedInput("meter", clock)), clock));
        assertThat(other.status().state()).isEqualTo(Status.ONLINE);
    }

    @Test
    void card_putBackToAnOlderImage_usesNoNumberTwice() throws Exception {
        PlayedGateway gateway = gateway("g1");
        pressAndClose("0", gateway, 1);
        copy("a", "image");
        pressAndClose("1", gateway, 2);
        copy("image", "a");
        pressAndClose("2", gateway, 3);

        assertThat(valid(gateway)).extracting(Press::level).containsExactly(5, 4, 3);
        assertThat(gateway.messages().stream().map(ReceivedPresses::run).distinct())
                .hasSize(3);
    }

    @Test
    void card_copied_twoTerminalsOfOneNameBothDeliverEveryPress() throws Exception {
        broker.kill();
        Agent first = agent();
        press("0", "1");
        first.close();
        copy("a", "b");
        broker.restart();
        PlayedGateway gateway = gateway("g1");
        agent();
        PlayedInput copied = new PlayedInput("panel", clock);
        Agent copy = opened(Agent.start(config("b", "n-01"), List.of(copied, new PlayedInput("meter", clock)), clock));
        press("0");
        copied.press("2");

        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(valid(gateway)).extracting(Press::level).containsExactlyInAnyOrder(5, 4, 5, 3));
        await().atMost(SOON)
                .until(() -> gateway.messages().stream()
                                .map(ReceivedPresses::run)
                                .distinct()
                                .count()
                        == 3);
    }

    @Test
    void trigger_opensASession_asksForARating_andItsFirstKeyCounts() throws Exception {
        PlayedGateway gateway = gateway("g1");
        Agent agent = agent();
        HostPort trigger = agent.triggerAddress().orElseThrow();

        assertThat(post(trigger, "/windows/B/open", "{\"session\":\"s\",\"staff\":\"Li\"}")
                        .statusCode())
                .isEqualTo(204);
        assertThat(meter.shown()).containsExactly(new MeterSignal.Open());
        meter.press("1");
        await().until(() -> meter.answers().size() == 1);
        assertThat(post(trigger, "/windows/B/open", "").statusCode()).isEqualTo(204);
        assertThat(post(trigger, "/windows/B/close", "").statusCode()).isEqualTo(204);
        meter.press("2");

        await().atMost(SOON).untilAsserted(() -> assertThat(valid(gateway)).hasSize(3));
        List<Press> presses = valid(gateway);
        assertThat(presses)
                .extracting(Press::kind)
                .containsExactly(Press.Kind.RATING, Press.Kind.TIMEOUT, Press.Kind.RATING);
        assertThat(presses.get(0).staff()).isEqualTo("Li");
        assertThat(presses.get(0).session()).as("over TLS only").isNull();
        assertThat(presses.get(2).flags()).containsExactly(Flags.UNSOLICITED);
        assertThat(meter.answers()).containsExactly(Answer.STORED, Answer.OUT_OF_SERVICE);
    }

    @Test
    void session_ofTheBusinessSystem_tellsWhatBecameOfIt_andNeverTheLevel() throws Exception {
        PlayedGateway gateway = gateway("g1");
        HostPort trigger = agent().triggerAddress().orElseThrow();
        assertThat(ask("GET", trigger, "/windows/B/session", "").body())
                .isEqualTo("{\"state\":\"closed\",\"session\":null}");

        HttpResponse<String> opened =
                ask("POST", trigger, "/windows/B/session", "{\"case\":\"c-1\",\"staff\":\"Li\",\"service\":\"x\"}");
        assertThat(opened.statusCode()).isEqualTo(201);
        assertThat(opened.body()).matches("\\{\"session\":\"[0-9a-f]{16}\"}");
        assertThat(meter.shown()).containsExactly(new MeterSignal.Open());
        String session = opened.body().substring(12, 28);
        assertThat(told(trigger, "?wait=1ms")).isEqualTo("open " + session);

        CompletableFuture<String> waiting = CompletableFuture.supplyAsync(() -> told(trigger, "?wait=25s"));
        meter.press("1");
        assertThat(waiting.get(SOON.toSeconds(), TimeUnit.SECONDS)).isEqualTo("accepted " + session);
        meter.press("0");
        await().until(() -> meter.answers().size() == 2);
        assertThat(told(trigger, "?wait=25s")).isEqualTo("repeat " + session);
        assertThat(ask("DELETE", trigger, "/windows/B/session", "").statusCode())
                .isEqualTo(204);
        assertThat(told(trigger, "")).isEqualTo("closed " + session);
        ask("POST", trigger, "/windows/B/session", "");
        assertThat(ask("DELETE", trigger, "/windows/B/session", "").statusCode())
                .isEqualTo(204);

        await().atMost(SOON).untilAsserted(() -> assertThat(valid(gateway)).hasSize(3));
        assertThat(valid(gateway))
                .extracting(press -> press.kind().word() + press.flags() + press.staff())
                .containsExactly("rating[]Li", "rating[repeat]Li", "timeout[]null");
    }

    @Test
    void staff_signsInAndOut_andEachPressSaysWhoWasOnDuty() throws Exception {
        PlayedGateway gateway = gateway("g1");
        HostPort trigger = agent().triggerAddress().orElseThrow();
        assertThat(ask("PUT", trigger, "/windows/A/staff", "{\"staff\":\"1007\"}")
                        .statusCode())
                .isEqualTo(204);
        awaitOnDuty(gateway, Map.of("A", "1007"));
        press("0");
        assertThat(ask("DELETE", trigger, "/windows/A/staff", "").statusCode()).isEqualTo(204);
        awaitOnDuty(gateway, null);
        press("0");

        await().atMost(SOON).untilAsserted(() -> assertThat(valid(gateway)).hasSize(2));
        assertThat(valid(gateway)).extracting(Press::staff).containsExactly("1007", null);
        assertProblem(ask("PUT", trigger, "/windows/A/staff", ""), 400, "staff is missing");
        assertProblem(ask("GET", trigger, "/windows/A/staff", ""), 405, "use PUT or DELETE");
    }

    private static void awaitOnDuty(PlayedGateway gateway, @Nullable Map<String, String> onDuty) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(gateway.statuses())
                        .last()
                        .extracting(Status::onDuty)
                        .isEqualTo(onDuty));
    }

    @Test
    void trigger_wrongRequests_areProblemsThatSayTheMend() throws Exception {
        HostPort trigger = agent().triggerAddress().orElseThrow();

        assertProblem(post(trigger, "/windows/Z/open", ""), 404, "not configured");
        assertProblem(post(trigger, "/windows/A/open", ""), 409, "mode: triggered");
        assertProblem(ask("POST", trigger, "/windows/A/session", ""), 409, "mode: triggered");
        assertProblem(ask("GET", trigger, "/windows/B/session?wait=long", ""), 400, "wait: 'long' is no duration");
        assertProblem(post(trigger, "/elsewhere", ""), 404, "/windows/{id}/open");
        assertProblem(post(trigger, "/windows/B/open", "[1]"), 400, "no JSON object");
        assertProblem(post(trigger, "/windows/B/open", "{\"session\":7}"), 400, "session is no text");
        assertProblem(post(trigger, "/windows/B/open", "{\"case\":\"" + "x".repeat(65) + "\"}"), 400, "case is longer");
        assertProblem(post(trigger, "/windows/B/open", " ".repeat(5000)), 413, "larger than");
        HttpRequest get =
                HttpRequest.newBuilder(uri(trigger, "/windows/B/open")).build();
        assertProblem(HttpClient.newHttpClient().send(get, HttpResponse.BodyHandlers.ofString()), 405, "use POST");
    }

    @Test
    void trigger_requestsThatAPageInABrowserCouldSend_areRefused() throws Exception {
        HostPort trigger = agent().triggerAddress().orElseThrow();
        String json = "Content-Type: application/json\r\n";
        String local = "Host: localhost:" + trigger.port() + "\r\n";

        assertThat(spoken(trigger, local + json + "Origin: http://evil.example\r\n", "{}"))
                .startsWith("HTTP/1.1 403");
        assertThat(spoken(trigger, local + json + "Origin: null\r\n", "{}")).startsWith("HTTP/1.1 403");
        assertThat(spoken(trigger, local + json + "Sec-Fetch-Site: same-site\r\n", "{}"))
                .startsWith("HTTP/1.1 403");
        assertThat(spoken(trigger, "Host: evil.example\r\n" + json, "{}")).startsWith("HTTP/1.1 403");
        assertThat(spoken(trigger, "Host: localhost.evil.example\r\n" + json, "{}"))
                .startsWith("HTTP/1.1 403");
        assertThat(spoken(trigger, local + "Content-Type: text/plain\r\n", "{}"))
                .startsWith("HTTP/1.1 415");
        assertThat(spoken(trigger, local, "{}")).startsWith("HTTP/1.1 415");
        assertThat(spoken(trigger, local + json, "{}")).startsWith("HTTP/1.1 204");
        assertThat(spoken(trigger, "Host: [::1]\r\n", "")).startsWith("HTTP/1.1 204");
    }

    @Test
    void trigger_halfSentRequests_holdUpNobodyAndAreCutOff() throws Exception {
        HostPort trigger = agent().triggerAddress().orElseThrow();
        List<Socket> halves = new ArrayList<>();
        try {
            for (int i = 0; i < 8; i++) {
                Socket half = new Socket(trigger.host(), trigger.port());
                half.setSoTimeout((int) SOON.toMillis());
                String body = i % 2 == 0 ? "" : "Content-Type: application/json\r\nContent-Length: 9\r\n\r\n{";
                half.getOutputStream()
                        .write(("POST /windows/B/open HTTP/1.1\r\nHost: localhost\r\n" + body).getBytes(UTF_8));
                halves.add(half);
            }
            assertThat(post(trigger, "/windows/B/open", "").statusCode()).isEqualTo(204);
            for (Socket half : halves) {
                assertThat(half.isConnected()).isTrue();
                assertThat(new String(half.getInputStream().readAllBytes(), UTF_8))
                        .doesNotContain("204");
            }
        } finally {
            for (Socket half : halves) {
                half.close();
            }
        }
    }

    /** The whole answer to a request that is written as it is here. */
    private static String spoken(HostPort to, String headers, String body) throws Exception {
        try (Socket socket = new Socket(to.host(), to.port())) {
            socket.setSoTimeout((int) SOON.toMillis());
            String request = "POST /windows/B/open HTTP/1.1\r\n" + headers + "Connection: close\r\nContent-Length: "
                    + body.length() + "\r\n\r\n" + body;
            socket.getOutputStream().write(request.getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    @Test
    void outbox_foundCorruptWhileSending_isSetAside_andNewPressesGoOn() throws Exception {
        broker.kill();
        Agent first = agent();
        for (int i = 0; i < 1500; i++) {
            press("0");
        }
        first.close();
        try (RandomAccessFile file =
                new RandomAccessFile(data("a").resolve("outbox.db").toFile(), "rw")) {
            file.seek(8 * 4096);
            file.write(new byte[2 * 4096]);
        }
        broker.restart();
        PlayedGateway gateway = gateway("g1");
        Agent second = agent();

        await().atMost(SOON)
                .until(() -> Stream.ofNullable(second.status().faults())
                        .flatMap(List::stream)
                        .anyMatch(line -> line.contains("is kept as outbox-")));
        press("1");
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(valid(gateway)).extracting(Press::level).contains(4));
        await().atMost(SOON).until(() -> Objects.equals(second.status().waiting(), 0L));
        assertThat(OutboxCounts.read(data("a")).stored()).isEqualTo(1501);
    }

    @Test
    void close_whileTheBrokerIsAway_isQuickAndKeepsThePresses() throws Exception {
        broker.kill();
        Agent agent = agent();
        press("0");
        agent.close();

        assertThat(OutboxCounts.read(data("a")).held()).isEqualTo(1);
    }

    private static void assertProblem(HttpResponse<String> response, int status, String mend) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(response.body()).contains(mend).contains("\"status\":" + status);
    }

    private static HttpResponse<String> post(HostPort to, String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri(to, path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> ask(String method, HostPort to, String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri(to, path))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** State and id of window B's session. */
    private static String told(HostPort trigger, String query) {
        try {
            JsonNode told = new ObjectMapper()
                    .readTree(ask("GET", trigger, "/windows/B/session" + query, "")
                            .body());
            assertThat(told.size()).isEqualTo(2);
            return told.path("state").asText() + " " + told.path("session").asText();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static URI uri(HostPort to, String path) {
        return URI.create("http://" + to + path.replace("{", "%7B").replace("}", "%7D"));
    }

    private void press(String... keys) {
        for (String key : keys) {
            int answered = panel.answers().size();
            panel.press(key);
            await().pollInterval(Duration.ofMillis(1))
                    .until(() -> panel.answers().size() > answered);
        }
    }

    private void pressAndClose(String key, PlayedGateway gateway, int arrived) throws IOException {
        Agent agent = agent();
        press(key);
        await().atMost(SOON).untilAsserted(() -> assertThat(valid(gateway)).hasSize(arrived));
        agent.close();
    }

    /** Makes a folder hold the files of another and no others, as a card's image does. */
    private void copy(String from, String to) throws IOException {
        Files.createDirectories(data(to));
        try (Stream<Path> old = Files.list(data(to))) {
            for (Path file : old.toList()) {
                Files.delete(file);
            }
        }
        try (Stream<Path> files = Files.list(data(from))) {
            for (Path file : files.toList()) {
                Files.copy(file, data(to).resolve(file.getFileName()));
            }
        }
    }

    /** An end of the connection whose reason holds a line feed: the MQTT client's receiving thread dies of it without a word. */
    @Test
    void threadOfTheMqttClient_thatDies_isALostConnectionAtOnce() throws Exception {
        try (PlayedServer server = new PlayedServer(PlayedServer.PUBLISH, "e00600041f00010a");
                Agent agent = Agent.start(config("a", "n-01", server.url()), List.of(panel, meter), clock)) {
            await().atMost(SOON).until(() -> server.connections() >= 3);
            press("0");
            assertThat(agent.status().waiting()).isEqualTo(1);
        }
    }

    private static String run(PlayedGateway gateway) {
        return gateway.messages().get(0).run();
    }

    /** What it has, in order of run and seq, each once. */
    private static List<Press> valid(PlayedGateway gateway) {
        return gateway.messages().stream()
                .map(ReceivedPresses::run)
                .distinct()
                .flatMap(run -> gateway.received(run).values().stream())
                .map(item -> ((ReceivedPresses.Valid) item).press())
                .toList();
    }

    private PlayedGateway gateway(String name) throws Exception {
        return opened(PlayedGateway.connect(name, broker, config("a", "n-01").terminalId()));
    }

    private Agent agent() throws IOException {
        return opened(Agent.start(config("a", "n-01"), List.of(panel, meter), clock));
    }

    private <T extends AutoCloseable> T opened(T part) {
        opened.add(part);
        return part;
    }

    private Path data(String name) {
        return folder.resolve(name);
    }

    private AgentConfig config(String name, String terminal) {
        return config(name, terminal, broker.url());
    }

    private AgentConfig config(String name, String terminal, String url) {
        return new AgentConfig(
                "north",
                terminal,
                data(name),
                new AgentConfig.Gateway(url, null, false),
                new AgentConfig.Trigger(new HostPort("127.0.0.1", 0)),
                AgentConfig.Outbox.DEFAULT,
                List.of(
                        WindowConfig.free("A", Duration.ZERO),
                        new WindowConfig(
                                "B",
                                WindowConfig.Mode.triggered,
                                Duration.ZERO,
                                Duration.ZERO,
                                Duration.ofSeconds(30))),
                List.of(Inputs.panel("panel", "A"), Inputs.panel("meter", "B")));
    }
}
