package io.hallpulse.gateway.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.hallpulse.domain.time.Period;
import io.hallpulse.gateway.Gateway;
import io.hallpulse.gateway.Upkeep;
import io.hallpulse.gateway.config.BrokerConfig;
import io.hallpulse.gateway.config.EmbeddedConfig;
import io.hallpulse.gateway.config.GatewayConfig;
import io.hallpulse.gateway.score.WindowScore;
import io.hallpulse.gateway.store.DatabaseCopy;
import io.hallpulse.runtime.config.HostPort;
import io.hallpulse.testkit.Ports;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real terminal that goes on pressing while its gateway is backed up, lost and put back. */
class RestoredGatewayTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    Path folder;

    @Test
    void restore_ofABackupTakenWhileRunning_getsAgainWhatItLacksAndCountsEachOnce() throws Exception {
        GatewayConfig config = config();
        Path backup = folder.resolve("backup.db");
        try (DemoTerminal terminal = DemoTerminal.start(folder.resolve("t0"), port(config), 0, 30)) {
            long inBackup;
            long lost;
            try (Gateway gateway = Gateway.start(config, false, new SimpleMeterRegistry())) {
                await().atMost(PATIENCE).until(() -> counted(gateway) >= 3);
                DatabaseCopy.backup(config.data(), config.database(), backup);
                inBackup = counted(gateway);
                await().atMost(PATIENCE).until(() -> counted(gateway) >= inBackup + 3);
                assertThatThrownBy(() -> DatabaseCopy.restore(config.data(), config.database(), backup, true))
                        .hasMessageMatching("another gateway writes to .*gateway.db; stop that one first");
                lost = counted(gateway) - inBackup;
            }
            assertThat(lost).isPositive();
            assertThatThrownBy(() -> DatabaseCopy.restore(config.data(), config.database(), backup, false))
                    .hasMessageEndingWith("gateway.db exists; --replace sets it aside");
            assertThat(DatabaseCopy.restore(config.data(), config.database(), backup, true))
                    .contains(folder.resolve("gateway/gateway.db.replaced-1"));

            try (Gateway gateway = Gateway.start(config, false, new SimpleMeterRegistry())) {
                terminal.letGo();
                long stored = terminal.stored();
                await().atMost(PATIENCE).until(() -> counted(gateway) == stored);
                assertThat(terminal.pressed()).isEqualTo(stored);
            }
        }
        assertThat(Upkeep.verify(config, line -> {}).presses().differences()).isZero();
        assertThat(Upkeep.verify(config, line -> {}).presses().presses()).isPositive();
    }

    private GatewayConfig config() {
        GatewayConfig demo = DemoHall.gateway(folder.resolve("gateway"), null, 0, 1);
        EmbeddedConfig embedded = new EmbeddedConfig(new HostPort("127.0.0.1", Ports.free()), null, false);
        return new GatewayConfig(
                demo.data(),
                demo.gateway(),
                new BrokerConfig(embedded),
                demo.database(),
                demo.terminals(),
                demo.clock(),
                demo.http(),
                demo.ca(),
                demo.enrolment(),
                demo.upstream(),
                demo.alarms(),
                demo.assess(),
                demo.halls());
    }

    private static int port(GatewayConfig config) {
        EmbeddedConfig embedded = config.broker().embedded();
        assertThat(embedded).isNotNull();
        return embedded.listen().port();
    }

    /** Ratings of all windows, ever. */
    static long counted(Gateway gateway) {
        return gateway.scoreboard().scores(DemoHall.ID, Period.ALL).orElseThrow().windows().stream()
                .mapToLong(WindowScore::total)
                .sum();
    }
}
