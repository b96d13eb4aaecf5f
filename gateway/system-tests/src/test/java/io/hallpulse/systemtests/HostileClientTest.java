package io.hallpulse.systemtests;

import static io.hallpulse.testkit.RawMqtt.CONNACK;
import static io.hallpulse.testkit.RawMqtt.DISCONNECT;
import static io.hallpulse.testkit.RawMqtt.PUBACK;
import static io.hallpulse.testkit.RawMqtt.join;
import static io.hallpulse.testkit.RawMqtt.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hallpulse.contract.message.Press;
import io.hallpulse.gateway.Gateway;
import io.hallpulse.gateway.TestHalls;
import io.hallpulse.testkit.RawMqtt;
import io.hallpulse.testkit.RawTerminal;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that break the embedded broker's rules are sent away, while a terminal presses on the same connection throughout. */
class HostileClientTest {
    private static final int MALFORMED = 0x81;
    private static final int PROTOCOL_ERROR = 0x82;
    private static final int IMPLEMENTATION_SPECIFIC = 0x83;
    private static final int NOT_AUTHORIZED = 0x87;
    private static final int PACKET_TOO_LARGE = 0x95;
    private static final int QUOTA_EXCEEDED = 0x97;
    private static final int QOS_NOT_SUPPORTED = 0x9B;
    private static final String PRESSES = "hallpulse/v1/terminals/north/evil/presses";
    private static final String STATUS = "hallpulse/v1/terminals/north/evil/status";
    private static final byte[] NONE = {};
    private static final int KEPT_BYTES = 60_000;

    private static Gateway gateway;
    private static RawTerminal honest;
    private static long seq;

    @BeforeAll
    static void start(@TempDir Path data) throws Exception {
        gateway = Gateway.start(TestHalls.north(data, "A03"), false, new SimpleMeterRegistry());
        await().atMost(Duration.ofSeconds(60)).until(gateway::ready);
        honest = RawTerminal.connect(gateway.brokerPort(), "north", "n-01");
    }

    @AfterAll
    static void stop() throws Exception {
        honest.close();
        gateway.close();
    }

    @AfterEach
    void honestPressIsThankedOnTheSameConnection() throws Exception {
        press();
        assertThat(gateway.notReady()).isEmpty();
    }

    /** What Paho's check refuses, and bytes that are no UTF-8. */
    static Stream<byte[]> unsound() {
        return Stream.concat(
                Stream.of("\n", "\0", "\u0007", "\u007f", "\u0085", "\ufdd0", "\uffff", "\ud83f\udffe")
                        .map(character -> ("x" + character + "y").getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                Stream.of(new byte[] {'x', (byte) 0xED, (byte) 0xA0, (byte) 0x80}, new byte[] {'x', (byte) 0xFF}));
    }

    @ParameterizedTest
    @MethodSource("unsound")
    void stringThatEndsPahosReceiver_isRefusedWhereverItStands(byte[] unsound) throws IOException {
        byte[] string = text(unsound);
        for (byte[] properties : List.of(
                join(new byte[] {0x26}, text("key"), string), // a user property's value
                join(new byte[] {0x26}, string, text("value")),
                join(new byte[] {0x03}, string), // content type
                join(new byte[] {0x08}, string))) { // response topic
            assertThat(publish(0x33, RawMqtt.publish(text(STATUS), 1, properties, NONE)))
                    .isEqualTo(new RawMqtt.Answer(DISCONNECT, MALFORMED));
        }
        assertThat(publish(0x33, RawMqtt.publish(string, 1, NONE, NONE)).type()).isNotEqualTo(PUBACK);
        assertThat(subscribe(string).type()).isEqualTo(DISCONNECT);
        byte[] willProperty = join(new byte[] {0x26}, text("key"), string);
        assertRefused(0x04, NONE, join(new byte[] {0}, string, text("gone")), MALFORMED); // the will's topic
        assertRefused(
                0x04,
                NONE,
                join(new byte[] {(byte) willProperty.length}, willProperty, text(STATUS), text("gone")),
                MALFORMED);
        assertRefused(0x80, NONE, string, MALFORMED); // user name
        assertRefused(0, join(new byte[] {0x26}, text("key"), string), NONE, MALFORMED);
        try (RawMqtt client = RawMqtt.open(gateway.brokerPort())) {
            client.send(0x10, join(text("MQTT"), new byte[] {5, 2, 0, 60, 0}, string)); // client id
            assertThat(client.answer()).isEqualTo(new RawMqtt.Answer(CONNACK, MALFORMED));
        }
    }

    @Test
    void pressesAtQosZeroOrTwo_areRefused() throws IOException {
        assertThat(publish(0x30, join(text(PRESSES), new byte[] {0}, text("{}"))))
                .isEqualTo(new RawMqtt.Answer(DISCONNECT, QOS_NOT_SUPPORTED));
        assertThat(publish(0x34, RawMqtt.publish(text(PRESSES), 1, NONE, NONE)))
                .isEqualTo(new RawMqtt.Answer(DISCONNECT, QOS_NOT_SUPPORTED));
    }

    @Test
    void sessionThatOutlivesItsConnection_isRefused() throws IOException {
        assertRefused(0, new byte[] {0x11, 0, 0, 0, 1}, NONE, IMPLEMENTATION_SPECIFIC);
        try (RawMqtt client = RawMqtt.connected(gateway.brokerPort(), "evil")) {
            client.send(0xE0, new byte[] {0, 5, 0x11, 0, 0, 0, 9});
            assertThat(client.answer()).isEqualTo(new RawMqtt.Answer(DISCONNECT, PROTOCOL_ERROR));
        }
        try (RawMqtt old = RawMqtt.open(gateway.brokerPort())) {
            old.send(0x10, join(text("MQTT"), new byte[] {4, 0, 0, 60}, text("evil"))); // 3.1.1, no clean session
            assertThat(old.answer()).isEqualTo(new RawMqtt.Answer(CONNACK, 5));
        }
    }

    @Test
    void gatewaysOwnClientId_isRefused() throws IOException {
        try (RawMqtt client = RawMqtt.open(gateway.brokerPort())) {
            client.send(0x10, RawMqtt.connect("gateway/" + gateway.id(), 0, NONE, NONE));
            assertThat(client.answer()).isEqualTo(new RawMqtt.Answer(CONNACK, NOT_AUTHORIZED));
        }
    }

    /** What it holds fills the broker, which then would read from nobody. */
    @Test
    void subscriberThatNeverAcknowledges_holdsNobodyUp() throws Exception {
        try (RawMqtt deaf = RawMqtt.connected(gateway.brokerPort(), "deaf");
                RawMqtt client = RawMqtt.connected(gateway.brokerPort(), "evil")) {
            deaf.send(0x82, join(new byte[] {0, 1, 0}, text("#"), new byte[] {1}));
            for (int i = 1; i <= 150; i++) {
                client.send(0x32, RawMqtt.publish(text(STATUS), i, NONE, new byte[60_000]));
                assertThat(client.answer().type()).isEqualTo(PUBACK);
            }
            for (int i = 0; i < 5; i++) {
                press();
            }
        }
    }

    /** What is kept for ever may not be taken for what waits: the broker would wait for ever with it. */
    @Test
    void moreKeptMessagesThanFit_holdNobodyUp() throws Exception {
        for (int i = 0; i < 60; i++) {
            try (RawMqtt client = RawMqtt.connected(gateway.brokerPort(), "evil")) {
                for (int topic = 0; topic < 15; topic++) {
                    client.send(0x33, RawMqtt.publish(text("evil/" + i + "/" + topic), 1, NONE, new byte[KEPT_BYTES]));
                    assertThat(client.answer().type()).isEqualTo(PUBACK);
                }
            }
        }
        for (int i = 0; i < 5; i++) {
            press();
        }
    }

    /** Each holds as much as may be unacknowledged; together more than the broker takes before it reads from nobody. */
    @Test
    void manySubscribersThatNeverAcknowledge_holdNobodyUp() throws Exception {
        List<RawMqtt> deaf = new ArrayList<>();
        try {
            for (int i = 0; i < 60; i++) {
                RawMqtt subscriber = RawMqtt.connected(gateway.brokerPort(), "deaf" + i);
                deaf.add(subscriber);
                subscriber.send(0x82, join(new byte[] {0, 1, 0}, text("evil/" + i), new byte[] {1}));
                try (RawMqtt client = RawMqtt.connected(gateway.brokerPort(), "evil")) {
                    for (int packetId = 1; packetId <= 15; packetId++) {
                        client.send(0x32, RawMqtt.publish(text("evil/" + i), packetId, NONE, new byte[KEPT_BYTES]));
                        assertThat(client.answer().type()).isEqualTo(PUBACK);
                    }
                }
            }
            for (int i = 0; i < 5; i++) {
                press();
            }
        } finally {
            for (RawMqtt subscriber : deaf) {
                subscriber.close();
            }
        }
    }

    @Test
    void packetTooLarge_isRefusedByItsHeader() throws IOException {
        try (RawMqtt client = RawMqtt.connected(gateway.brokerPort(), "evil")) {
            client.announce(0x32, 200_000_000, text(STATUS));
            assertThat(client.answer()).isEqualTo(new RawMqtt.Answer(DISCONNECT, PACKET_TOO_LARGE));
        }
        try (RawMqtt client = RawMqtt.open(gateway.brokerPort())) {
            client.announce(0x10, 200_000_000, RawMqtt.connect("evil", 0, NONE, NONE));
            assertThat(client.answer().type()).isZero();
        }
        assertThat(publish(0x32, RawMqtt.publish(text(STATUS), 1, NONE, new byte[65_536]))
                        .type())
                .isEqualTo(PUBACK);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\nHost: x\r\n\r\n",
                "POST / HTTP/1.1\r\nContent-Length: 999999999\r\n\r\n",
                "nothing known at all"
            })
    void noMqttAtAll_isEnded(String bytes) throws IOException {
        try (RawMqtt client = RawMqtt.open(gateway.brokerPort())) {
            client.sendBytes(bytes.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            assertThat(client.answer().type()).isZero();
        }
    }

    @Test
    void packetBeforeConnectAndSecondConnect_areRefused() throws IOException {
        try (RawMqtt client = RawMqtt.open(gateway.brokerPort())) {
            client.send(0x32, RawMqtt.publish(text(STATUS), 1, NONE, NONE));
            assertThat(client.answer().type()).isZero();
        }
        try (RawMqtt client = RawMqtt.connected(gateway.brokerPort(), "evil")) {
            client.send(0x10, RawMqtt.connect("evil", 0, NONE, NONE));
            assertThat(client.answer()).isEqualTo(new RawMqtt.Answer(DISCONNECT, PROTOCOL_ERROR));
        }
    }

    @Test
    void moreFiltersOrTopicsThanAnyTerminalHas_areRefused() throws IOException {
        byte[][] filters = IntStream.range(0, 17)
                .mapToObj(i -> join(text("evil/" + i), new byte[] {0}))
                .toArray(byte[][]::new);
        try (RawMqtt client = RawMqtt.connected(gateway.brokerPort(), "evil")) {
            client.send(0x82, join(new byte[] {0, 1, 0}, join(filters)));
            assertThat(client.answer()).isEqualTo(new RawMqtt.Answer(DISCONNECT, QUOTA_EXCEEDED));
        }
        try (RawMqtt client = RawMqtt.connected(gateway.brokerPort(), "evil")) {
            for (int i = 0; i < 16; i++) {
                client.send(0x32, RawMqtt.publish(text("evil/" + i), 1, NONE, NONE));
                assertThat(client.answer().type()).isEqualTo(PUBACK);
            }
            client.send(0x32, RawMqtt.publish(text("evil/16"), 1, NONE, NONE));
            assertThat(client.answer()).isEqualTo(new RawMqtt.Answer(DISCONNECT, QUOTA_EXCEEDED));
        }
    }

    /** Without a budget 20,000 such messages stood in the queue before the honest ones, for minutes. */
    @Test
    void floodOfGarbage_honestPressesAreThanked() throws Exception {
        List<Long> quiet = new ArrayList<>();
        List<Long> flooded = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            quiet.add(press());
        }
        Thread flood = new Thread(HostileClientTest::flood, "flood");
        flood.start();
        for (int i = 0; i < 20; i++) {
            flooded.add(press());
        }
        flood.interrupt();
        flood.join();
        System.out.printf(
                Locale.ROOT,
                "Press to thanks, median and slowest of 20: undisturbed %.1f and %.1f ms, under a flood %.1f and %.1f ms%n",
                millis(quiet, 10),
                millis(quiet, 19),
                millis(flooded, 10),
                millis(flooded, 19));
    }

    /** At QoS 0, since nothing but the broker slows that; each write returns once the broker has read what went before. */
    private static void flood() {
        byte[] garbage = join(text(STATUS), new byte[] {0}, new byte[60_000]);
        try (RawMqtt client = RawMqtt.connected(gateway.brokerPort(), "evil")) {
            for (int i = 0; i < 2000 && !Thread.currentThread().isInterrupted(); i++) {
                client.send(0x30, garbage);
            }
        } catch (IOException ended) {
            System.out.println("The flood ended: " + ended.getMessage());
        }
    }

    private static double millis(List<Long> nanos, int index) {
        return nanos.stream().sorted().toList().get(index) / 1e6;
    }

    /** A press of the honest terminal; returns when it is thanked, and after how many nanoseconds. */
    private static long press() throws Exception {
        long pressed = ++seq;
        long begun = System.nanoTime();
        honest.presses("run1", 1, Press.rating(pressed, "A03", "panel", "1", 5, Instant.now(), 1000 * pressed));
        await("press " + pressed + " is thanked")
                .atMost(60, TimeUnit.SECONDS)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> honest.acked("run1") == pressed);
        return honest.ackedNanos() - begun;
    }

    private static RawMqtt.Answer publish(int first, byte[] body) throws IOException {
        try (RawMqtt client = RawMqtt.connected(gateway.brokerPort(), "evil")) {
            client.send(first, body);
            return client.answer();
        }
    }

    private static RawMqtt.Answer subscribe(byte[] filter) throws IOException {
        try (RawMqtt client = RawMqtt.connected(gateway.brokerPort(), "evil")) {
            client.send(0x82, join(new byte[] {0, 1, 0}, filter, new byte[] {1}));
            return client.answer();
        }
    }

    private static void assertRefused(int flags, byte[] properties, byte[] more, int reason) throws IOException {
        try (RawMqtt client = RawMqtt.open(gateway.brokerPort())) {
            client.send(0x10, RawMqtt.connect("evil", flags, properties, more));
            assertThat(client.answer()).isEqualTo(new RawMqtt.Answer(CONNACK, reason));
        }
    }
}
