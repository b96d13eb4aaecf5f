package io.hallpulse.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallpulse.contract.TerminalId;
import io.hallpulse.contract.Topics;
import io.hallpulse.contract.message.Command;
import io.hallpulse.contract.message.Json;
import io.hallpulse.contract.message.Status;
import io.hallpulse.gateway.http.Limits;
import io.hallpulse.gateway.testkit.ServedHall;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.mqttv5.client.IMqttMessageListener;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands and configurations, from a program to a terminal that is played over MQTT, and back. */
@NullMarked
class FleetRoutesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String BASE = "/api/v1/terminals/north/n-07/";

    @TempDir
    private Path data = Path.of("");

    private final HttpClient client = HttpClient.newHttpClient();

    /** A terminal that answers what a test has it answer. */
    private static final class Played implements AutoCloseable {
        private static final TerminalId ID = new TerminalId("north", "n-07");
        private final MqttClient client;
        private final BlockingQueue<Command> commands = new LinkedBlockingQueue<>();

        Played(ServedHall hall) throws MqttException {
            client = new MqttClient("tcp://127.0.0.1:" + hall.brokerPort(), ID.toString(), new MemoryPersistence());
            client.connect();
            IMqttMessageListener note = (topic, message) -> received(message);
            client.subscribe(
                    new MqttSubscription[] {new MqttSubscription(Topics.of(ID, Topics.Kind.COMMAND), 1)},
                    new IMqttMessageListener[] {note});
        }

        private void received(MqttMessage message) throws Exception {
            assertThat(message.isRetained()).isFalse();
            assertThat(message.getProperties().getMessageExpiryInterval()).isBetween(1L, 60L);
            commands.add(Json.read(message.getPayload(), Command.class));
        }

        Command next() throws InterruptedException {
            Command command = commands.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(command).as("a command within %s", PATIENCE).isNotNull();
            return java.util.Objects.requireNonNull(command);
        }

        void tell(Status.@Nullable Outcome last, Status.@Nullable Configuration config) throws MqttException {
            Status status = new Status(
                    1,
                    Status.ONLINE,
                    "1.0.0",
                    null,
                    "synced",
                    null,
                    null,
                    List.of(),
                    0L,
                    0L,
                    null,
                    null,
                    null,
                    null,
                    last,
                    config,
                    null);
            client.publish(Topics.of(ID, Topics.Kind.STATUS), Json.write(status), 1, true);
        }

        @Override
        public void close() throws MqttException {
            client.disconnect();
            client.close();
        }
    }

    private HttpRequest.Builder request(ServedHall hall, String path) {
        return HttpRequest.newBuilder(hall.uri(path)).header("Authorization", ServedHall.login());
    }

    private HttpResponse<String> post(ServedHall hall, String action) throws Exception {
        return client.send(
                request(hall, BASE + action).POST(BodyPublishers.noBody()).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> put(ServedHall hall, String query, long base, String file) throws Exception {
        return client.send(
                request(hall, BASE + "config" + query)
                        .header("If-Match", "\"" + base + "\"")
                        .PUT(BodyPublishers.ofString(file))
                        .build(),
                BodyHandlers.ofString());
    }

    private JsonNode get(ServedHall hall, String path) throws Exception {
        return JSON.readTree(client.send(request(hall, path).build(), BodyHandlers.ofString())
                .body());
    }

    private HttpResponse<String> sentOnce(ServedHall hall, String action) {
        return await().atMost(PATIENCE).until(() -> post(hall, action), answer -> answer.statusCode() == 202);
    }

    @Test
    void commands_reachTheTerminal_andItsAnswersComeBack() throws Exception {
        try (ServedHall hall = ServedHall.start(data, 1, "{}", Limits.SMALL_BOX)) {
            assertThat(post(hall, "identify").statusCode()).as("never heard of").isEqualTo(404);
            try (Played terminal = new Played(hall)) {
                terminal.tell(null, null);
                JsonNode sent = JSON.readTree(sentOnce(hall, "logs").body());
                Command command = terminal.next();
                assertThat(command.action()).isEqualTo("logs");
                assertThat(command.id()).isEqualTo(sent.path("id").asText());
                assertThat(sent.path("ok").isNull()).isTrue();

                terminal.tell(new Status.Outcome(command.id(), true, null, List.of("one line", "another")), null);
                await().atMost(PATIENCE).untilAsserted(() -> {
                    JsonNode newest =
                            get(hall, BASE + "commands").path("commands").path(0);
                    assertThat(newest.path("ok").asBoolean()).isTrue();
                    assertThat(newest.path("by").asText()).isEqualTo(ServedHall.OPERATOR);
                    assertThat(newest.path("lines").toString()).isEqualTo("[\"one line\",\"another\"]");
                });

                assertThat(post(hall, "restart").statusCode()).isEqualTo(202);
                Command restart = terminal.next();
                terminal.tell(new Status.Outcome(restart.id(), false, "it is being tested", null), null);
                await().atMost(PATIENCE)
                        .until(
                                () -> get(hall, BASE + "commands").toString(),
                                all -> all.contains("it is being tested"));
                assertThat(get(hall, "/api/v1/audit").toString())
                        .contains("terminal.logs", "terminal.restart", "terminals/north/n-07");
                terminal.client.publish(
                        Topics.of(Played.ID, Topics.Kind.STATUS), Json.write(Status.will(List.of())), 1, true);
                await().atMost(PATIENCE).until(() -> post(hall, "identify").statusCode() == 409);
            }
        }
    }

    @Test
    void configuration_isVersioned_sentAndSettled() throws Exception {
        try (ServedHall hall = ServedHall.start(data, 1, "{}", Limits.SMALL_BOX);
                Played terminal = new Played(hall)) {
            terminal.tell(null, null);
            await().atMost(PATIENCE)
                    .until(() -> put(hall, "?check=true", 0, "hall: north\n").statusCode() == 202);
            assertThat(terminal.next().action()).isEqualTo("check");
            assertThat(get(hall, BASE + "config").path("version").asInt())
                    .as("a dry run keeps nothing")
                    .isZero();

            assertThat(put(hall, "", 0, "hall: north\n").statusCode()).isEqualTo(202);
            Command apply = terminal.next();
            assertThat(apply.action()).isEqualTo("apply");
            assertThat(apply.config()).isEqualTo("hall: north\n");
            assertThat(apply.version()).isEqualTo(1);
            terminal.tell(new Status.Outcome(apply.id(), true, null, null), new Status.Configuration(1, true, null));
            await().atMost(PATIENCE)
                    .until(() -> get(hall, BASE + "config")
                            .path("versions")
                            .path(0)
                            .path("applied")
                            .asBoolean());

            assertThat(put(hall, "", 0, "hall: south\n").statusCode())
                    .as("made from another version")
                    .isEqualTo(412);
            assertThat(put(hall, "", 1, "hall: south\n").statusCode()).isEqualTo(202);
            Command refused = terminal.next();
            terminal.tell(
                    new Status.Outcome(refused.id(), false, "hall is changed at the counter alone", null),
                    new Status.Configuration(1, true, null));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(get(hall, BASE + "config")
                                    .path("versions")
                                    .path(0)
                                    .path("error")
                                    .asText())
                            .isEqualTo("hall is changed at the counter alone"));

            assertThat(put(hall, "?rollback=1", 2, "").statusCode()).isEqualTo(202);
            Command back = terminal.next();
            assertThat(back.action()).isEqualTo("rollback");
            assertThat(back.config()).isEqualTo("hall: north\n");
            assertThat(back.version()).isEqualTo(3);
            assertThat(put(hall, "", 3, " ").statusCode()).isEqualTo(422);
            assertThat(put(hall, "", 3, "x".repeat(30_000)).statusCode()).isEqualTo(413);
            assertThat(put(hall, "?rollback=9", 3, "").statusCode()).isEqualTo(422);
            assertThat(get(hall, "/api/v1/audit").toString())
                    .contains("terminal.apply", "terminal.rollback", "hall: south");
        }
    }

    @Test
    void apply_comesAgain_onceTheTerminalIsBack() throws Exception {
        String id;
        try (ServedHall hall = ServedHall.start(data, 1, "{}", Limits.SMALL_BOX);
                Played terminal = new Played(hall)) {
            terminal.tell(null, null);
            await().atMost(PATIENCE)
                    .until(() -> put(hall, "", 0, "hall: north\n").statusCode() == 202);
            id = terminal.next().id();
        } // before it could answer
        try (ServedHall hall = ServedHall.start(data, 1, "{}", Limits.SMALL_BOX);
                Played terminal = new Played(hall)) {
            terminal.tell(null, null);
            Command again = terminal.next();
            assertThat(again.id()).as("the same command").isEqualTo(id);
            assertThat(again.config()).isEqualTo("hall: north\n");
            terminal.tell(null, new Status.Configuration(1, false, "input panel is worse than before"));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(get(hall, BASE + "config")
                                    .path("versions")
                                    .path(0)
                                    .path("error")
                                    .asText())
                            .isEqualTo("input panel is worse than before"));
        }
    }
}
