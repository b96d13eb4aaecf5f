package io.hallpulse.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hallpulse.contract.message.Json;
import io.hallpulse.contract.message.Owner;
import io.hallpulse.contract.message.Press;
import io.hallpulse.contract.message.RunSpan;
import io.hallpulse.domain.time.Period;
import io.hallpulse.testkit.Mosquitto;
import io.hallpulse.testkit.RawTerminal;
import io.hallpulse.testkit.RetainedMessage;
import io.hallpulse.testkit.SiteCertificates;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway beside a broker that the site runs already. */
class MosquittoIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Instant START = Instant.parse("2026-11-22T10:04:05Z");
    private static final String OWNER = "hallpulse/v1/halls/north/owner";

    private static SiteCertificates ours;
    private static SiteCertificates elsewhere;

    @TempDir
    Path folder;

    @BeforeAll
    static void certify(@TempDir Path certificates) throws IOException {
        ours = SiteCertificates.make(Files.createDirectory(certificates.resolve("ours")), "ip:127.0.0.1");
        elsewhere =
                SiteCertificates.make(Files.createDirectory(certificates.resolve("elsewhere")), "dns:elsewhere.hall");
    }

    @Test
    void brokerKilledInTheMiddleOfPresses_gatewayRecoversByItselfAndCountsEachOnce() throws Exception {
        try (Mosquitto broker = Mosquitto.start(folder);
                Gateway gateway = start(plain(broker), false)) {
            awaitReady(gateway);
            try (RawTerminal terminal = RawTerminal.connect(broker.port(), "north", "n-03")) {
                terminal.presses("run1", 1, ratings(1, 10));
                terminal.awaitAck("run1", 10);
                terminal.presses("run1", 1, ratings(11, 15));
                broker.kill();
            }
            await().until(() -> gateway.notReady().orElse("").startsWith("broker: tcp://127.0.0.1:" + broker.port()));

            broker.restart();
            awaitReady(gateway);
            try (RawTerminal terminal = RawTerminal.connect(broker.port(), "north", "n-03")) {
                terminal.online("A03", 10, new RunSpan("run1", 1, 21));
                await().until(() -> terminal.acked("run1") >= 10);
                terminal.presses("run1", 1, ratings(11, 20));
                terminal.awaitAck("run1", 20);
            }
            assertThat(fives(gateway)).isEqualTo(20);
        }
    }

    @Test
    void brokerAwayAtStart_gatewayWaitsForIt() throws Exception {
        try (Mosquitto broker = Mosquitto.start(folder)) {
            broker.kill();
            try (Gateway gateway = start(plain(broker), false)) {
                await().until(() ->
                        gateway.notReady().orElse("").startsWith("broker: tcp://127.0.0.1:" + broker.port()));

                broker.restart();
                awaitReady(gateway);
            }
        }
    }

    @Test
    void moreAcksAtOnceThanTheBrokerTakesInFlight_allGoOutOnTheSameConnection() throws Exception {
        try (Mosquitto broker = Mosquitto.start(folder);
                Gateway gateway = start(plain(broker), false)) {
            awaitReady(gateway);
            try (RawTerminal terminal = RawTerminal.connect(broker.port(), "north", "n-03")) {
                terminal.online(
                        "A03",
                        0,
                        LongStream.rangeClosed(1, 200)
                                .mapToObj(run -> new RunSpan("run" + run, run, run))
                                .toArray(RunSpan[]::new));
                await().until(() -> terminal.ackCount() == 200);

                assertThat(terminal.acked("run200")).isEqualTo(199);
                assertThat(log())
                        .containsOnlyOnce("as gateway/" + gateway.id() + " ")
                        .containsOnlyOnce("as gateway/" + gateway.id() + "/out ");
            }
        }
    }

    /** Once it gets an acknowledgement, Mosquitto 2.0.11 delivers all that it has, whatever receive maximum it was told. */
    @Test
    void brokerThatDeliversMoreThanItMay_isHeldBackOnTheSameConnection() throws Exception {
        int terminals = 8;
        try (Mosquitto broker = Mosquitto.start(folder);
                Gateway gateway = start(plain(broker), false)) {
            awaitReady(gateway);
            try (StoreFile locking =
                    TestDatabase.embedded(folder.resolve("data")).tables()) {
                locking.letNobodyWrite();
                for (int number = 0; number < terminals; number++) {
                    try (RawTerminal terminal = RawTerminal.connect(broker.port(), "north", "t-" + number)) {
                        for (long from = 1; from <= 6250; from += 50) {
                            terminal.presses("run1", 1, ratings(from, from + 49));
                        }
                    }
                }
                locking.letWrite();
            }
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(fives(gateway)).isEqualTo(6250L * terminals));

            assertThat(log())
                    .containsOnlyOnce("as gateway/" + gateway.id() + " ")
                    .containsOnlyOnce("as gateway/" + gateway.id() + "/out ");
        }
    }

    /** In a storm the echo waits behind all that the broker has; only what is committed shows that the connection is fine. */
    @Test
    void stormInWhichNoProbeComesBack_isSatOutOnTheSameConnection() throws Exception {
        AtomicLong later = new AtomicLong();
        AtomicLong looks = new AtomicLong();
        try (Mosquitto broker = Mosquitto.start(folder);
                Gateway gateway = Gateway.start(
                        TestHalls.with(TestDatabase.embedded(folder.resolve("data")), plain(broker), "A03"),
                        false,
                        new SimpleMeterRegistry(),
                        InstantSource.system(),
                        () -> {
                            if (Thread.currentThread().getName().equals("gateway-link")) {
                                looks.incrementAndGet();
                            }
                            return System.nanoTime() + later.get();
                        })) {
            awaitReady(gateway);
            try (StoreFile locking =
                    TestDatabase.embedded(folder.resolve("data")).tables()) {
                locking.letNobodyWrite();
                for (int number = 0; number < 4; number++) {
                    try (RawTerminal terminal = RawTerminal.connect(broker.port(), "north", "t-" + number)) {
                        for (long from = 1; from <= 10_000; from += 50) {
                            terminal.presses("run1", 1, ratings(from, from + 49));
                        }
                    }
                }
                for (int wait = 0; wait < 3; wait++) {
                    later.addAndGet(Duration.ofSeconds(11).toNanos());
                    long before = looks.get();
                    await().atMost(PATIENCE).until(() -> looks.get() > before + 5);
                }
                locking.letWrite();
            }
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(100)).untilAsserted(() -> {
                later.addAndGet(Duration.ofSeconds(1).toNanos()); // ten times as fast as it is
                assertThat(fives(gateway)).isEqualTo(40_000L);
            });
            assertThat(log()).containsOnlyOnce("as gateway/" + gateway.id() + " ");
            awaitReady(gateway);
        }
    }

    @Test
    void hallOfAnotherGateway_isTakenOverOnlyWhenTold() throws Exception {
        try (Mosquitto broker = Mosquitto.start(folder)) {
            try (RawTerminal other = RawTerminal.connect(broker.port(), "north", "other")) {
                other.retain(OWNER, Json.write(new Owner("other1", Instant.now())));
            }
            try (Gateway gateway = start(plain(broker), false)) {
                await().until(() -> gateway.notReady()
                        .orElse("")
                        .startsWith("owner: hall north is served by gateway other1; stop that one"));
                assertThat(RetainedMessage.read(broker.port(), OWNER)).contains("\"other1\"");
            }
            try (Gateway gateway = start(plain(broker), true)) {
                awaitReady(gateway);
                assertThat(RetainedMessage.read(broker.port(), OWNER)).contains(gateway.id());
            }
        }
    }

    /** Sockets are fine and pings are answered: only a message of one's own shows that nothing comes any more. */
    @Test
    void brokerThatDeliversNothing_isNoticedAndLeftUntilItDelivers() throws Exception {
        Path accessList = Files.writeString(folder.resolve("access"), "topic readwrite hallpulse/#\n");
        AtomicLong later = new AtomicLong();
        try (Mosquitto broker = Mosquitto.startWithAccessList(folder, accessList);
                Gateway gateway = Gateway.start(
                        TestHalls.with(TestDatabase.embedded(folder.resolve("data")), plain(broker), "A03"),
                        false,
                        new SimpleMeterRegistry(),
                        InstantSource.system(),
                        () -> System.nanoTime() + later.get())) {
            awaitReady(gateway);
            Files.writeString(accessList, "topic write hallpulse/#\n");
            broker.reload();
            await().until(() -> log().contains("Reloading config"));
            later.addAndGet(Duration.ofSeconds(11).toNanos());
            await().atMost(PATIENCE).until(() -> gateway.notReady().orElse("").contains("itself came back"));

            Files.writeString(accessList, "topic readwrite hallpulse/#\n");
            broker.reload();
            later.addAndGet(Duration.ofSeconds(11).toNanos());
            awaitReady(gateway);
            try (RawTerminal terminal = RawTerminal.connect(broker.port(), "north", "n-03")) {
                terminal.presses("run1", 1, ratings(1, 1));
                terminal.awaitAck("run1", 1);
            }
        }
    }

    @Test
    void tls_siteCertificates_areShownAndBelieved() {
        try (Mosquitto broker = Mosquitto.startTls(folder, ours);
                Gateway gateway = start(tls(broker, ours), false)) {
            awaitReady(gateway);
        }
    }

    @Test
    void tls_brokerOfAnotherName_isNotTrusted() {
        try (Mosquitto broker = Mosquitto.startTls(folder, elsewhere);
                Gateway gateway = start(tls(broker, elsewhere), false)) {
            await().atMost(PATIENCE).until(() -> gateway.notReady().orElse("").contains("alternative names"));
        }
    }

    @Test
    void tls_brokerOfAnotherSite_isNotTrusted() {
        try (Mosquitto broker = Mosquitto.startTls(folder, elsewhere);
                Gateway gateway = start(tls(broker, ours), false)) {
            await().atMost(PATIENCE).until(() -> gateway.notReady().orElse("").contains("PKIX path"));
        }
    }

    private static String plain(Mosquitto broker) {
        return "{url: 'tcp://127.0.0.1:" + broker.port() + "'}";
    }

    private static String tls(Mosquitto broker, SiteCertificates site) {
        return "{url: 'ssl://127.0.0.1:" + broker.port() + "', identity: '" + site.gatewayIdentity() + "'}";
    }

    private Gateway start(String broker, boolean takeOver) {
        return Gateway.start(
                TestHalls.with(TestDatabase.embedded(folder.resolve("data")), broker, "A03"),
                takeOver,
                new SimpleMeterRegistry());
    }

    private static void awaitReady(Gateway gateway) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(gateway.notReady()).isEmpty());
    }

    private static Press[] ratings(long from, long to) {
        return LongStream.rangeClosed(from, to)
                .mapToObj(seq -> Press.rating(seq, "A03", "panel", "1", 5, START, 1000 * seq))
                .toArray(Press[]::new);
    }

    private static long fives(Gateway gateway) {
        Map<String, Long> n = gateway.scoreboard()
                .scores("north", Period.ALL)
                .orElseThrow()
                .windows()
                .get(0)
                .n();
        assertThat(n).isNotNull();
        return n.getOrDefault("5", 0L);
    }

    private String log() throws Exception {
        return Files.readString(folder.resolve("broker.log"));
    }
}
