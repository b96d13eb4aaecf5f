package io.hallpulse.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hallpulse.contract.message.Press;
import io.hallpulse.domain.time.Period;
import io.hallpulse.gateway.Gateway;
import io.hallpulse.gateway.TestDatabase;
import io.hallpulse.gateway.TestHalls;
import io.hallpulse.testkit.Mosquitto;
import io.hallpulse.testkit.RawMqtt;
import io.hallpulse.testkit.RawTerminal;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client of the broker retains what the gateway's MQTT client dies of; a terminal presses all the while. */
class UnreadableMessageIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Instant START = Instant.parse("2026-11-22T10:04:05Z");
    private static final String STATUS = "hallpulse/v1/terminals/north/%s/status";
    private static final byte[] PAYLOAD = "{}".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    @Test
    void mosquitto_keepsThem_andThePressesGoOn() throws Exception {
        try (Mosquitto broker = Mosquitto.start(folder)) {
            assertThat(attack(broker.port())).isPositive();
            String external = "{url: 'tcp://127.0.0.1:" + broker.port() + "'}";
            try (Gateway gateway = start(external)) {
                pressesAreCounted(gateway, broker.port());
            }
        }
    }

    @Test
    void embeddedBroker_whateverItDoesWithThem_thePressesGoOn() throws Exception {
        try (Gateway gateway = start("{embedded: {listen: '127.0.0.1:0'}}")) {
            pressesAreCounted(gateway, gateway.brokerPort());
        }
    }

    private void pressesAreCounted(Gateway gateway, int port) throws Exception {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(gateway.notReady()).isEmpty());
        try (RawTerminal terminal = RawTerminal.connect(port, "north", "n-03")) {
            for (int seq = 1; seq <= 5; seq++) {
                attack(port);
                terminal.presses("run1", 1, Press.rating(seq, "A03", "panel", "1", 5, START, 1000 * seq));
                terminal.awaitAck("run1", seq);
            }
        }
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(fives(gateway)).isEqualTo(5L));
        assertThat(gateway.notReady()).isEmpty();
    }

    /** How many of them the broker took. */
    private static int attack(int port) throws IOException {
        byte[] lineFeed = {0x26, 0, 3, 'a', '\n', 'b', 0, 1, 'v'};
        byte[] correlation = ByteBuffer.allocate(3 + 40_000)
                .put((byte) 9)
                .putShort((short) 40_000)
                .array();
        int taken = 0;
        taken += retain(port, "evil", lineFeed);
        taken += retain(port, "evil2", correlation);
        taken += retain(port, "ev\u0001il", new byte[0]);
        taken += retain(port, "ev\ufdd0il", new byte[0]);
        taken += retain(port, "ev\u0085il", new byte[0]);
        return taken;
    }

    private static int retain(int port, String terminal, byte[] properties) throws IOException {
        try (RawMqtt client = RawMqtt.connected(port, "north/evil")) {
            return client.retain(STATUS.formatted(terminal), properties, PAYLOAD) ? 1 : 0;
        }
    }

    private Gateway start(String broker) {
        return Gateway.start(
                TestHalls.with(TestDatabase.embedded(folder.resolve("data")), broker, "A03"),
                false,
                new SimpleMeterRegistry());
    }

    private static long fives(Gateway gateway) {
        Map<String, Long> n = gateway.scoreboard()
                .scores("north", Period.ALL)
                .orElseThrow()
                .windows()
                .get(0)
                .n();
        return n == null ? 0 : n.getOrDefault("5", 0L);
    }
}
