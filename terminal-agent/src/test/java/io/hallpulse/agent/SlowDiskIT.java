package io.hallpulse.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.hallpulse.agent.testkit.AgentProgram;
import io.hallpulse.agent.testkit.PlayedGateway;
import io.hallpulse.agent.testkit.SyncFault;
import io.hallpulse.contract.TerminalId;
import io.hallpulse.hardware.testkit.PlayedFf68Meter;
import io.hallpulse.hardware.testkit.Pty;
import io.hallpulse.testkit.Mosquitto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real agent whose disk is slow to sync, or fails to, with a meter that sends a key every 200 ms until it is acknowledged. */
class SlowDiskIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration RESEND = Duration.ofMillis(200);

    @TempDir
    private Path folder;

    private final List<AutoCloseable> opened = new ArrayList<>();
    private Mosquitto broker;
    private AgentProgram program;
    private Pty line;

    @BeforeEach
    void startBroker() throws IOException {
        broker = opened(Mosquitto.start(folder));
        program = opened(new AgentProgram(folder, broker.url()));
        line = opened(Pty.at(folder.resolve("meter")));
    }

    @AfterEach
    void closeAll() throws Exception {
        for (int i = opened.size() - 1; i >= 0; i--) {
            opened.get(i).close();
        }
    }

    @Test
    void sync_of1200Millis_theMeterSendsAgainAndAgain_onePress() throws Exception {
        PlayedFf68Meter meter = opened(new PlayedFf68Meter(line, 5, RESEND));
        Process agent = program.run();
        acknowledge(meter, 0);
        opened(SyncFault.slow(agent, folder, Duration.ofMillis(1200)));
        int before = meter.framesSent();
        acknowledge(meter, 1);

        assertThat(meter.framesSent() - before).as("frames of one press").isGreaterThan(2);
        assertThat(stored()).isEqualTo(2);
    }

    @Test
    void killed_betweenCommitAndAcknowledgement_theMeterSendsAgain_onePress() throws Exception {
        PlayedFf68Meter meter = opened(new PlayedFf68Meter(line, 5, RESEND));
        Process agent = program.run();
        acknowledge(meter, 0);
        Path log = program.data().resolve("outbox.db-wal");
        long logged = Files.size(log);
        SyncFault fault = opened(SyncFault.slow(agent, folder, SOON));
        int before = meter.framesSent();
        meter.press(1);
        // the press is on the disk, and the agent has yet to hear so
        await().atMost(SOON).until(() -> Files.size(log) > logged && meter.framesSent() > before + 3);
        agent.destroyForcibly();
        fault.close();
        assertThat(agent.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(meter.acknowledged()).doesNotContain(1);

        program.run();
        await().atMost(SOON).until(() -> meter.acknowledged().contains(1));
        assertThat(stored()).isEqualTo(2);
    }

    @Test
    void sync_thatFails_isReadBackBeforeTheAnswer_andAPowerCutChangesNothing() throws Exception {
        PlayedFf68Meter meter = opened(new PlayedFf68Meter(line, 5));
        PlayedGateway gateway = opened(PlayedGateway.connect("g1", broker, new TerminalId("north", "n-01")));
        Process agent = program.run();
        meter.press(0);
        // it was sent too: from here on a reader keeps the log's index alive, without what the failed commit left in
        // the log
        await().atMost(SOON)
                .until(() ->
                        meter.acknowledged().size() == 1 && !gateway.messages().isEmpty());
        opened(SyncFault.failOnce(agent, folder));
        meter.press(1);
        await().atMost(SOON).until(() -> stored() + refused() == 2);
        assertThat(meter.acknowledged()).hasSize((int) stored());
        agent.destroyForcibly().waitFor();
        assertThat(stored())
                .as("what was refused does not come back")
                .isEqualTo(meter.acknowledged().size());
        assertThat(stored() + refused()).isEqualTo(2);

        program.run();
        meter.press(2);
        await().atMost(SOON).until(() -> meter.acknowledged().contains(2));
        assertThat(stored() + refused()).isEqualTo(3);
        assertThat(stored()).isEqualTo(meter.acknowledged().size());
    }

    private static void acknowledge(PlayedFf68Meter meter, int key) {
        meter.press(key);
        await().atMost(SOON).until(() -> meter.acknowledged().contains(key));
    }

    private long stored() throws Exception {
        return account().path("stored").asLong();
    }

    private long refused() throws Exception {
        return account().path("refused").asLong();
    }

    private JsonNode account() throws Exception {
        return program.account();
    }

    private <T extends AutoCloseable> T opened(T part) {
        opened.add(part);
        return part;
    }
}
