package io.hallpulse.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hallpulse.agent.clock.SystemClock;
import io.hallpulse.agent.clock.TerminalClock;
import io.hallpulse.agent.config.AgentConfig;
import io.hallpulse.agent.config.WindowConfig;
import io.hallpulse.agent.testkit.Inputs;
import io.hallpulse.agent.testkit.PlayedGateway;
import io.hallpulse.agent.testkit.PlayedInput;
import io.hallpulse.contract.TerminalId;
import io.hallpulse.testkit.Mosquitto;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The agent against a real broker that takes smaller messages than a batch of presses. */
class SmallBrokerTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String LONG = "an-identifier-of-32-characters-x";
    private static final int PRESSES = 300;

    @TempDir
    private Path folder;

    private final TerminalClock clock = new SystemClock();
    private final PlayedInput panel = new PlayedInput("panel", clock);
    private final PlayedInput other = new PlayedInput(LONG, clock);

    @ParameterizedTest
    @ValueSource(strings = {"max_packet_size 2000", "message_size_limit 2000"})
    void batch_thatIsTooLarge_goesInSmallerOnes(String limit) throws Exception {
        try (Mosquitto broker = Mosquitto.start(folder, limit)) {
            broker.kill();
            try (Agent agent = agent(broker)) {
                press(panel, PRESSES);
                broker.restart();
                try (PlayedGateway gateway = gateway(broker)) {
                    await().atMost(SOON)
                            .until(() -> Objects.equals(agent.status().waiting(), 0L));
                    assertThat(received(gateway)).isEqualTo(PRESSES);
                }
            }
        }
    }

    @Test
    void press_thatIsTooLargeAlone_isAFaultAndTheOthersGoOn() throws Exception {
        int limit = clock.now().synced() ? 280 : 225; // a synced clock's anchor is in each message
        try (Mosquitto broker = Mosquitto.start(folder, "message_size_limit " + limit);
                PlayedGateway gateway = gateway(broker);
                Agent agent = agent(broker)) {
            press(panel, 1);
            await().atMost(SOON).until(() -> received(gateway) == 1);
            press(other, 1);
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(agent.status().faults())
                            .singleElement()
                            .asString()
                            .startsWith("press 2 of run ")
                            .contains("raise the broker's message_size_limit"));
            for (int i = 0; i < 20; i++) {
                int before = received(gateway);
                press(panel, 1);
                await().atMost(SOON).until(() -> received(gateway) > before);
            }
            assertThat(agent.status().waiting()).isEqualTo(21);
        }
    }

    private static int received(PlayedGateway gateway) {
        return gateway.messages().isEmpty()
                ? 0
                : gateway.received(gateway.messages().get(0).run()).size();
    }

    private void press(PlayedInput input, int times) {
        int answered = input.answers().size();
        for (int i = 0; i < times; i++) {
            input.press("0");
        }
        await().atMost(SOON).until(() -> input.answers().size() == answered + times);
    }

    private static PlayedGateway gateway(Mosquitto broker) throws Exception {
        return PlayedGateway.connect("g1", broker, new TerminalId("north", "n-01"));
    }

    private Agent agent(Mosquitto broker) throws Exception {
        AgentConfig config = new AgentConfig(
                "north",
                "n-01",
                folder.resolve("data"),
                new AgentConfig.Gateway(broker.url(), null, false),
                null,
                AgentConfig.Outbox.DEFAULT,
                List.of(WindowConfig.free("A", Duration.ZERO), WindowConfig.free(LONG, Duration.ZERO)),
                List.of(Inputs.panel("panel", "A"), Inputs.panel(LONG, LONG)));
        return Agent.start(config, List.of(panel, other), clock);
    }
}
