package io.hallpulse.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hallpulse.contract.message.RunSpan;
import io.hallpulse.testkit.Mosquitto;
import io.hallpulse.testkit.Postgres;
import io.hallpulse.testkit.RawTerminal;
import io.hallpulse.testkit.SmallDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway beside Mosquitto and PostgreSQL, which a site runs already. */
class GatewayExternalIT extends GatewayCases {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int DISK_KIB = 32 << 10;
    private static Postgres server;

    private Mosquitto broker;
    private @Nullable Postgres crowded;

    @BeforeAll
    static void startServer() {
        server = Postgres.start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    /** One for each test: what it retains would tell the next gateway that its hall is taken. */
    @BeforeEach
    void startBroker(@TempDir Path folder) {
        broker = Mosquitto.start(folder);
    }

    @AfterEach
    void stopBroker() {
        broker.close();
        if (crowded != null) {
            crowded.close();
        }
    }

    @Override
    TestDatabase database(Path folder) {
        return TestDatabase.on(server, folder);
    }

    @Override
    String broker() {
        return "{url: 'tcp://127.0.0.1:" + broker.port() + "'}";
    }

    @Override
    void loseDatabase() {
        server.kill();
    }

    @Override
    void findDatabase() {
        server.restart();
    }

    /** In a server of its own, which misses the disk afterwards; the account postgres may not enter a test's folder. */
    @Override
    SmallDisk mount(Path folder) throws IOException {
        crowded = Postgres.start();
        return SmallDisk.mount(crowded.space(), DISK_KIB);
    }

    @Override
    TestDatabase databaseOn(SmallDisk disk) throws Exception {
        Postgres its = Objects.requireNonNull(crowded);
        return TestDatabase.at(its, its.createDatabaseInSpace(), data);
    }

    @Test
    void brokerAndDatabaseLostAtOnce_gatewayNamesBothInTurnAndCountsEachPressOnce() throws Exception {
        try (Gateway gateway = start("A03")) {
            try (RawTerminal terminal = RawTerminal.connect(broker.port(), "north", "n-03")) {
                terminal.presses("run1", 1, rating(1, 5), rating(2, 5));
                terminal.awaitAck("run1", 2);
                server.kill();
                terminal.presses("run1", 1, rating(3, 5));
                broker.kill();
            }
            await().atMost(PATIENCE).until(() -> gateway.notReady().orElse("").startsWith("database: "));

            server.restart();
            await().atMost(PATIENCE).until(() -> gateway.notReady().orElse("").startsWith("broker: "));

            broker.restart();
            await().atMost(PATIENCE).until(gateway::ready);
            try (RawTerminal terminal = RawTerminal.connect(broker.port(), "north", "n-03")) {
                terminal.online("A03", 1, new RunSpan("run1", 1, 4));
                await().until(() -> terminal.acked("run1") >= 2);
                terminal.presses("run1", 1, rating(3, 5), rating(4, 1));
                terminal.awaitAck("run1", 4);
            }
            assertThat(score(gateway).total()).isEqualTo(4);
        }
    }
}
