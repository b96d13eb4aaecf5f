package io.hallpulse.systemtests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallpulse.gateway.http.Limits;
import io.hallpulse.gateway.testkit.ServedHall;
import io.hallpulse.hardware.testkit.Pty;
import io.hallpulse.testkit.Program;
import io.hallpulse.testkit.SmallDisk;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What breaks in a hall, and the alarm that people read of it by the interface: it opens, and closes with the mend. */
@NullMarked
class AlarmIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String PASSWORD = "the viewer's own 1";

    /** Room of which a gateway needs none for itself, over what it calls low. */
    private static final int DISK_KIB = 530_000;

    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private static String meter(Path port) {
        return """
                  - id: meter
                    window: A03
                    keys: {"0": 5, "1": 4, "2": 3, "3": 2}
                    serial: {port: %s, baud: 9600, format: 8N1, protocol: ff68, address: 5}
                """.formatted(port);
    }

    @Test
    void cable_thatIsPulled_andLoose_isOneAlarmWithACount() throws Exception {
        Hall hall = new Hall(folder);
        Path port = folder.resolve("meter");
        try (Pty cable = Pty.at(port);
                Program gateway = hall.startGateway()) {
            gateway.awaitOut("ready");
            hall.addPerson("viewer", "viewer", PASSWORD);
            URI alarms = URI.create("http://127.0.0.1:" + hall.httpPort).resolve("/api/v1/alarms");
            String login = ServedHall.basic("viewer", PASSWORD);
            try (Program agent = hall.startAgent(hall.brokerPort, meter(port))) {
                agent.awaitOut("connected");
                agent.awaitOut(port + " is open");
                for (int times = 1; times <= 2; times++) {
                    cable.unplug();
                    awaitAlarms(alarms, login, "input n-03/meter open, " + times);
                    cable.plug();
                    awaitAlarms(alarms, login, "input n-03/meter closed, " + times);
                }
                assertThat(read(alarms, login).at("/alarms/0/cause/en").asText())
                        .contains("Input device fault", "port " + port);
                assertThat(agent.isAlive() && gateway.isAlive()).isTrue();
            }
        }
    }

    @Test
    void terminal_thatIsKilled_isAway_untilItRunsAgain() throws Exception {
        AtomicLong aheadMillis = new AtomicLong();
        Path data = Files.createDirectory(folder.resolve("gateway"));
        Hall files = new Hall(folder);
        String typed = "  - {id: typed, window: A03, keys: {\"1\": 5, \"2\": 4}, keyboard: {}}";
        try (ServedHall hall =
                ServedHall.startBy(data, () -> Instant.now().plusMillis(aheadMillis.get()), Limits.SMALL_BOX)) {
            try (Program agent = files.startAgent(hall.brokerPort(), typed)) {
                awaitState(hall, "online");
                agent.kill();
            }
            awaitState(hall, "offline");
            awaitAlarms(hall);

            aheadMillis.addAndGet(Duration.ofMinutes(3).toMillis());
            awaitAlarms(hall, "terminal-away n-03 open, 1");
            try (Program agent = files.startAgent(hall.brokerPort(), typed)) {
                awaitAlarms(hall, "terminal-away n-03 closed, 1");
            }
        }
    }

    private void awaitState(ServedHall hall, String state) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(read(hall.uri("/api/v1/terminals"), ServedHall.login())
                                .at("/terminals/0/state")
                                .asText())
                        .isEqualTo(state));
    }

    @Test
    void gatewaysOwnDisk_thatSomebodyFills_isAnAlarm_untilThereIsRoomAgain() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), DISK_KIB);
                ServedHall hall = ServedHall.start(disk.folder(), 1, "{minimumRatings: 1}", Limits.SMALL_BOX)) {
            disk.fill(480_000_000);
            awaitAlarms(hall, "disk gateway open, 1");
            disk.free();
            awaitAlarms(hall, "disk gateway closed, 1");
        }
    }

    private void awaitAlarms(ServedHall hall, String... wanted) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            hall.lookForAlarms();
            assertThat(alarms(hall.uri("/api/v1/alarms"), ServedHall.login())).containsExactly(wanted);
        });
    }

    private void awaitAlarms(URI alarms, String login, String... wanted) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(alarms(alarms, login)).containsExactly(wanted));
    }

    private List<String> alarms(URI alarms, String login) throws IOException, InterruptedException {
        List<String> lines = new ArrayList<>();
        for (JsonNode alarm : read(alarms, login).path("alarms")) {
            lines.add("%s %s %s, %d"
                    .formatted(
                            alarm.path("kind").asText(),
                            alarm.path("subject").asText(),
                            alarm.path("state").asText(),
                            alarm.path("count").asInt()));
        }
        return lines;
    }

    private JsonNode read(URI uri, String login) throws IOException, InterruptedException {
        return new ObjectMapper()
                .readTree(client.send(
                                HttpRequest.newBuilder(uri)
                                        .header("Authorization", login)
                                        .build(),
                                BodyHandlers.ofString())
                        .body());
    }
}
