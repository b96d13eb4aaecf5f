package io.hallpulse.systemtests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hallpulse.gateway.TestDatabase;
import io.hallpulse.hardware.testkit.PlayedFf68Meter;
import io.hallpulse.hardware.testkit.Pty;
import io.hallpulse.testkit.Browser;
import io.hallpulse.testkit.Mosquitto;
import io.hallpulse.testkit.Postgres;
import io.hallpulse.testkit.Program;
import io.hallpulse.testkit.RawMqtt;
import io.hallpulse.testkit.ShownWindow;
import io.hallpulse.testkit.TcpProxy;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Given a meter on a tty at window A03 and a keyboard at window A04, when keys are pressed, then the screen shows exactly those. */
@NullMarked
class PressIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration LOOK = Duration.ofMillis(5);
    /** A meter that is not answered sends again this often. */
    private static final Duration RESEND = Duration.ofMillis(100);
    /** A key that comes again sooner than this is the meter sending again. */
    private static final String RETRANSMIT = "200ms";
    /** At this pace four keys in turn come again later than that. */
    private static final Duration PACE = Duration.ofMillis(80);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private static String inputs(Pty cable, String retransmit) {
        return """
                  - id: meter
                    window: A03
                    keys: {"0": 5, "1": 4, "2": 3, "3": 2}
                    serial: {port: %s, baud: 9600, format: 8N1, protocol: ff68, address: 5, retransmit: %s}
                  - id: typed
                    window: A04
                    keys: {"1": 5, "2": 4, "3": 3, "4": 2, "5": 1}
                    keyboard: {}
                """.formatted(cable.path(), retransmit);
    }

    /** A meter that sends a key once only must not send it to a port that nobody reads yet. */
    private static void awaitOpen(Program agent, Pty cable) {
        awaitOpen(agent, cable, 1);
    }

    /** @param times that agents with this log have opened it so far */
    private static void awaitOpen(Program agent, Pty cable, int times) {
        String open = cable.path() + " is open";
        await().atMost(PATIENCE).until(() -> agent.output().split(Pattern.quote(open), -1).length > times);
    }

    /** Presses a key, and waits for its acknowledgement. */
    private static void press(PlayedFf68Meter meter, int key, Duration pace) {
        int answered = meter.acknowledged().size();
        meter.press(key);
        await().pollDelay(pace)
                .pollInterval(LOOK)
                .atMost(PATIENCE)
                .until(() -> meter.acknowledged().size() > answered);
    }

    @Test
    void aHundredPresses_onTwoWindows_arriveOnTheScreenByLevel() {
        Hall hall = new Hall(folder);
        Random random = new Random(20261123);
        Map<Integer, Long> onA03 = new TreeMap<>();
        Map<Integer, Long> onA04 = new TreeMap<>();
        List<Integer> keys = new ArrayList<>();
        try (Pty cable = Pty.at(folder.resolve("meter"));
                PlayedFf68Meter meter = new PlayedFf68Meter(cable, 5);
                Program gateway = hall.startGateway();
                Program agent = hall.startAgent(hall.brokerPort, inputs(cable, "0s"));
                Browser browser = Browser.open()) {
            awaitOpen(agent, cable);
            while (sum(onA03) + sum(onA04) < 100) {
                int key = random.nextInt(4);
                press(meter, key, Duration.ZERO);
                keys.add(key);
                onA03.merge(5 - key, 1L, Long::sum);
                meter.noise((byte) random.nextInt(256), (byte) 0xFF, (byte) 0x68, (byte) random.nextInt(256));
                if (sum(onA03) + sum(onA04) < 100) {
                    // 6 is not in the map: kept, and never counted
                    int typed = 1 + random.nextInt(6);
                    agent.type(String.valueOf(typed));
                    if (typed <= 5) {
                        onA04.merge(6 - typed, 1L, Long::sum);
                    }
                }
            }
            assertThat(meter.acknowledged())
                    .as("every key frame is acknowledged")
                    .isEqualTo(keys);
            await().atMost(PATIENCE).untilAsserted(() -> {
                assertThat(hall.counts("A03")).isEqualTo(onA03);
                assertThat(hall.counts("A04")).isEqualTo(onA04);
            });
            browser.visit("http://127.0.0.1:" + hall.httpPort + "/screen/north");
            await().atMost(PATIENCE).untilAsserted(() -> {
                assertShown(browser, "A03", onA03);
                assertShown(browser, "A04", onA04);
            });
            assertThat(agent.stop()).isZero();
            assertThat(gateway.stop()).isZero();
        }
    }

    private static void assertShown(Browser browser, String windowId, Map<Integer, Long> counts) {
        ShownWindow window = browser.windows().stream()
                .filter(shown -> shown.window().equals(windowId))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no window " + windowId + " yet"));
        assertThat(window.bar()).isEqualTo(counts);
        assertThat(window.count()).isEqualTo(sum(counts) + " 次");
    }

    private static long sum(Map<Integer, Long> counts) {
        return counts.values().stream().mapToLong(n -> n).sum();
    }

    /** A gateway's broker and database: both within it, or Mosquitto and PostgreSQL beside it. */
    private static final class Site implements AutoCloseable {
        final Hall hall;
        private final @Nullable Mosquitto broker;
        private final @Nullable Postgres server;
        private final @Nullable TestDatabase database;

        Site(Path folder, boolean beside) {
            hall = new Hall(folder);
            broker = beside ? Mosquitto.start(folder) : null;
            server = beside ? Postgres.start() : null;
            database = server == null ? null : TestDatabase.on(server, folder.resolve("gateway"));
        }

        int brokerPort() {
            return broker == null ? hall.brokerPort : broker.port();
        }

        Program startGateway() {
            return broker == null || database == null
                    ? hall.startGateway()
                    : hall.startGateway(broker.port(), database);
        }

        @Override
        public void close() {
            if (broker != null) {
                broker.close();
            }
            if (server != null) {
                server.close();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void gatewayAndAgent_killedInTheMiddleOfPresses_stillCountEachOnce(boolean beside) {
        Map<Integer, Long> pressed = new TreeMap<>();
        try (Site site = new Site(folder, beside);
                Pty cable = Pty.at(folder.resolve("meter"));
                PlayedFf68Meter meter = new PlayedFf68Meter(cable, 5, RESEND)) {
            Program gateway = site.startGateway();
            Program agent = site.hall.startAgent(site.brokerPort(), inputs(cable, RETRANSMIT));
            try {
                awaitOpen(agent, cable);
                for (int i = 1; i <= 120; i++) {
                    int key = i % 4;
                    if (i % 40 == 5) {
                        gateway.kill();
                    } else if (i % 40 == 15) {
                        gateway = site.startGateway();
                    }
                    if (i % 40 == 35) {
                        // before its commit or after, as chance has it: unanswered, the meter sends the key again
                        int answered = meter.acknowledged().size();
                        meter.press(key);
                        agent.kill();
                        agent = site.hall.startAgent(site.brokerPort(), inputs(cable, RETRANSMIT));
                        awaitOpen(agent, cable, i / 40 + 2);
                        await().atMost(PATIENCE)
                                .until(() -> meter.acknowledged().size() > answered);
                    } else {
                        press(meter, key, PACE);
                    }
                    pressed.merge(5 - key, 1L, Long::sum);
                }
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(site.hall.counts("A03")).isEqualTo(pressed));
                assertThat(site.hall.counts("A04")).isEmpty();
            } finally {
                agent.kill();
                gateway.kill();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void network_cutAndSwallowingEitherWay_losesAndDoublesNothing(boolean beside) {
        Map<Integer, Long> pressed = new TreeMap<>();
        try (Site site = new Site(folder, beside);
                Pty cable = Pty.at(folder.resolve("meter"));
                PlayedFf68Meter meter = new PlayedFf68Meter(cable, 5);
                TcpProxy network = new TcpProxy(site.brokerPort());
                Program gateway = site.startGateway();
                Program agent = site.hall.startAgent(network.port(), inputs(cable, "0s"))) {
            awaitOpen(agent, cable);
            for (int i = 0; i < 100; i++) {
                switch (i) {
                    case 10 -> network.cut();
                    case 20, 40, 60, 80 -> {
                        network.heal();
                        await().atMost(PATIENCE)
                                .untilAsserted(() ->
                                        assertThat(sum(site.hall.counts("A03"))).isEqualTo(sum(pressed)));
                    }
                    case 30 -> network.swallow(TcpProxy.Swallow.TO_CLIENT);
                    case 50 -> network.swallow(TcpProxy.Swallow.TO_SERVER);
                    case 70 -> network.swallow(TcpProxy.Swallow.BOTH);
                    default -> {}
                }
                press(meter, i % 4, Duration.ZERO);
                pressed.merge(5 - i % 4, 1L, Long::sum);
            }
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(site.hall.counts("A03")).isEqualTo(pressed));
            assertThat(agent.isAlive() && gateway.isAlive()).isTrue();
        }
    }

    /** Which program's MQTT client is attacked. */
    private enum Victim {
        GATEWAY,
        AGENT
    }

    /** Mosquitto forwards whatever it is sent; a thread of the MQTT client dies of a broker that ends it with such words. */
    @ParameterizedTest
    @EnumSource
    void mqttClient_poisonedAndItsThreadKilled_losesAndDoublesNothing(Victim victim) throws IOException {
        byte[] correlation = ByteBuffer.allocate(3 + 40_000)
                .put((byte) 9)
                .putShort((short) 40_000) // its length, which the client takes for a negative one
                .array();
        byte[] endsWithLineFeed = {(byte) 0xE0, 6, 0, 4, 0x1F, 0, 1, '\n'}; // a DISCONNECT and its reason string
        String topic = "hallpulse/v1/terminals/north/" + (victim == Victim.GATEWAY ? "evil/status" : "n-03/ack");
        Map<Integer, Long> pressed = new TreeMap<>();
        try (Mosquitto broker = Mosquitto.start(folder);
                Pty cable = Pty.at(folder.resolve("meter"));
                PlayedFf68Meter meter = new PlayedFf68Meter(cable, 5);
                TcpProxy toGateway = new TcpProxy(broker.port());
                TcpProxy toAgent = new TcpProxy(broker.port())) {
            Hall hall = new Hall(folder);
            try (Program gateway =
                            hall.startGateway(toGateway.port(), TestDatabase.embedded(folder.resolve("gateway")));
                    Program agent = hall.startAgent(toAgent.port(), inputs(cable, "0s"))) {
                awaitOpen(agent, cable);
                for (int i = 0; i < 20; i++) {
                    if (i % 10 == 3) {
                        try (RawMqtt hostile = RawMqtt.connected(broker.port(), "evil")) {
                            assertThat(hostile.retain(topic, correlation, new byte[] {'{'}))
                                    .isTrue();
                        }
                    } else if (i % 10 == 7) {
                        await().atMost(PATIENCE)
                                .untilAsserted(() ->
                                        assertThat(sum(hall.counts("A03"))).isEqualTo(sum(pressed)));
                        (victim == Victim.GATEWAY ? toGateway : toAgent).inject(endsWithLineFeed);
                    }
                    press(meter, i % 4, Duration.ZERO);
                    pressed.merge(5 - i % 4, 1L, Long::sum);
                }
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(hall.counts("A03")).isEqualTo(pressed));
                assertThat((victim == Victim.GATEWAY ? gateway : agent).output())
                        .contains("a thread of the MQTT client");
                assertThat(agent.isAlive() && gateway.isAlive()).isTrue();
            }
        }
    }

    @Test
    void broker_killedInTheMiddleOfPresses_losesAndDoublesNothing() {
        Map<Integer, Long> pressed = new TreeMap<>();
        try (Site site = new Site(folder, true);
                Pty cable = Pty.at(folder.resolve("meter"));
                PlayedFf68Meter meter = new PlayedFf68Meter(cable, 5);
                Program gateway = site.startGateway();
                Program agent = site.hall.startAgent(site.brokerPort(), inputs(cable, "0s"))) {
            Mosquitto broker = Objects.requireNonNull(site.broker);
            awaitOpen(agent, cable);
            for (int i = 0; i < 100; i++) {
                if (i % 40 == 10) {
                    broker.kill();
                } else if (i % 40 == 30) {
                    broker.restart();
                    await().atMost(PATIENCE)
                            .untilAsserted(() ->
                                    assertThat(sum(site.hall.counts("A03"))).isEqualTo(sum(pressed)));
                }
                press(meter, i % 4, Duration.ZERO);
                pressed.merge(5 - i % 4, 1L, Long::sum);
            }
            broker.restart();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(site.hall.counts("A03")).isEqualTo(pressed));
            assertThat(agent.isAlive() && gateway.isAlive()).isTrue();
        }
    }
}
