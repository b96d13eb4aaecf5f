package io.hallpulse.gateway.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hallpulse.gateway.Gateway;
import io.hallpulse.gateway.StoreFile;
import io.hallpulse.gateway.TestDatabase;
import io.hallpulse.gateway.config.GatewayConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two real terminals under one name, each with presses of its own. */
class TerminalsOfOneNameTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    Path folder;

    @Test
    void bothPress_everyPressIsCounted_andTheStatusNamesTheFault() throws Exception {
        GatewayConfig config = DemoHall.gateway(folder.resolve("gateway"), null, 0, 1);
        try (Gateway gateway = Gateway.start(config, false, new SimpleMeterRegistry());
                DemoTerminal one = DemoTerminal.start(folder.resolve("one"), gateway.brokerPort(), 0, 30);
                DemoTerminal other = DemoTerminal.start(folder.resolve("other"), gateway.brokerPort(), 0, 30);
                StoreFile file = TestDatabase.embedded(config.data()).tables()) {
            await().atMost(PATIENCE).until(() -> one.stored() > 1 && other.stored() > 1);
            one.letGo();
            other.letGo();
            long stored = one.stored() + other.stored();

            await().atMost(PATIENCE).until(() -> RestoredGatewayTest.counted(gateway) == stored);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(file.rows("select status from terminal"))
                            .singleElement()
                            .asString()
                            .containsPattern("another terminal is called demo/t-01 too and took our connection;"
                                    + " give one of them another name \\([0-9]+ times\\)"));
        }
    }
}
