package io.hallpulse.agent.enrol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hallpulse.agent.config.AgentConfig;
import io.hallpulse.agent.config.ManagedFile;
import io.hallpulse.agent.config.TerminalFile;
import io.hallpulse.agent.testkit.MovableClock;
import io.hallpulse.agent.testkit.PlayedEnrolment;
import io.hallpulse.agent.testkit.PlayedSite;
import io.hallpulse.runtime.disk.WholeFile;
import io.hallpulse.runtime.tls.Identity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A certificate that is renewed before its end in 2030, and what a terminal says that is refused, over real TLS. */
class RenewalTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Instant SOON_OVER = Instant.parse("2029-11-01T00:00:00Z");
    private static final Instant LONG_BEFORE = Instant.parse("2028-01-01T00:00:00Z");

    @TempDir
    private static Path shared;

    private static PlayedSite site;

    private final Path data;
    private final MovableClock clock = new MovableClock();
    private PlayedEnrolment gateway;
    private AgentConfig config;

    RenewalTest(@TempDir Path folder) {
        data = folder;
    }

    @BeforeAll
    static void makeSite() throws IOException {
        site = PlayedSite.make(shared.resolve("site"), "one");
        site.makeServer("web");
        site.makeTerminal("n-03", "north/n-03");
    }

    @BeforeEach
    void provisioned() throws IOException {
        gateway = PlayedEnrolment.start(site, "web");
        gateway.accept("north/n-03", "");
        Path identity = ManagedFile.identity(data);
        Identity.write(identity, site.key("n-03"), site.chain("n-03"));
        new TerminalFolder(data).keepGateway(GatewayUrl.parse(gateway.url()));
        config = TerminalFile.parse("terminal.yaml", """
                hall: north
                terminal: n-03
                data: %s
                gateway: {url: "ssl://127.0.0.1:8883", identity: %s}
                windows: [{id: A03}]
                inputs:
                  - {id: trial, window: A03, keys: {"1": 5}, simulated: {perMinute: 30}}
                """.formatted(data, identity));
    }

    @AfterEach
    void stopGateway() {
        gateway.close();
    }

    private PublicKey key(Path identity) throws IOException {
        return Identity.load(identity, "").certificate().getPublicKey();
    }

    private Renewal start() {
        return Renewal.start(data, ManagedFile.identity(data), clock, new Random(1));
    }

    @Test
    void certificate_nearItsEnd_isRenewedWithANewKey_andTheOldOneStaysUntilTheNewOneConnected() throws Exception {
        clock.stepWall(Duration.between(MovableClock.START, SOON_OVER));
        Path identity = ManagedFile.identity(data);
        Path renewed = TerminalCredentials.renewed(identity);
        PublicKey old = key(identity);
        try (Renewal renewal = start()) {
            assertThat(renewal).isNotNull();
            await().atMost(PATIENCE).until(() -> Files.exists(renewed));
        }
        assertThat(gateway.seen()).containsExactly("reenroll CN=north/n-03");
        PublicKey fresh = key(renewed);
        assertThat(fresh).isNotEqualTo(old);
        assertThat(key(identity)).isEqualTo(old);

        TerminalCredentials credentials = new TerminalCredentials(config, clock);
        credentials.sockets(); // the renewed one, by which nothing connects
        credentials.sockets(); // so the old one, which connects
        credentials.connected();
        assertThat(key(identity)).isEqualTo(old);
        credentials.sockets();
        credentials.connected();
        assertThat(key(identity)).isEqualTo(fresh);
        assertThat(renewed).doesNotExist();
    }

    @Test
    void refusal_saysWhatTheGatewayKnows_onceAMinute() throws Exception {
        TerminalCredentials credentials = new TerminalCredentials(config, clock);
        for (List<String> told : List.of(
                List.of("{\"state\":\"revoked\"}", "is revoked"),
                List.of("{\"state\":\"expired\"}", "has run out"),
                List.of("{\"state\":\"unknown\"}", "does not know its certificate"),
                List.of("{\"state\":\"accepted\",\"hall\":\"north\",\"terminal\":\"n-04\"}", "that of north/n-04"))) {
            gateway.tellSelf(told.get(0));
            credentials.sockets();
            assertThat(credentials.refusal().orElseThrow()).contains(told.get(1));
            assertThat(credentials.refusal()).isEmpty();
            clock.advance(Duration.ofMinutes(2));
        }
        gateway.tellSelf("{\"state\":\"accepted\",\"hall\":\"north\",\"terminal\":\"n-03\"}");
        assertThat(credentials.refusal()).isEmpty();
    }

    @Test
    void refusal_byAGatewayOfAnotherSite_saysSo() throws Exception {
        PlayedSite other = PlayedSite.make(shared.resolve("other"), "two");
        other.makeServer("web");
        try (PlayedEnrolment foreign = PlayedEnrolment.start(other, "web")) {
            WholeFile.replace(data.resolve("enrolment.url"), foreign.url().getBytes(StandardCharsets.UTF_8));
            TerminalCredentials credentials = new TerminalCredentials(config, clock);
            assertThat(credentials.refusal().orElseThrow()).contains("no authority that is trusted here");
            assertThat(foreign.seen()).isEmpty();
        }
    }

    @Test
    void certificate_farFromItsEnd_orByAClockThatNothingKeeps_isLeftAlone() throws Exception {
        clock.synced(false);
        clock.stepWall(Duration.between(MovableClock.START, SOON_OVER));
        try (Renewal unsynced = start()) {
            assertThat(unsynced).isNotNull();
        }
        clock.synced(true);
        clock.stepWall(Duration.between(SOON_OVER, LONG_BEFORE));
        try (Renewal early = start()) {
            assertThat(early).isNotNull();
        }
        assertThat(gateway.seen()).isEmpty();
        assertThat(TerminalCredentials.renewed(ManagedFile.identity(data))).doesNotExist();
    }
}
