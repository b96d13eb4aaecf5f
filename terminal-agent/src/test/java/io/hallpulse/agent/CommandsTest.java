package io.hallpulse.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hallpulse.agent.config.AgentConfig;
import io.hallpulse.agent.config.WindowConfig;
import io.hallpulse.agent.remote.Surroundings;
import io.hallpulse.agent.testkit.Inputs;
import io.hallpulse.agent.testkit.MovableClock;
import io.hallpulse.agent.testkit.PlayedGateway;
import io.hallpulse.agent.testkit.PlayedInput;
import io.hallpulse.contract.TerminalId;
import io.hallpulse.contract.message.Command;
import io.hallpulse.contract.message.Json;
import io.hallpulse.contract.message.Press;
import io.hallpulse.contract.message.ReceivedPresses;
import io.hallpulse.contract.message.Status;
import io.hallpulse.hardware.MeterSignal;
import io.hallpulse.testkit.Mosquitto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What the gateway asks of an agent, over a real broker; the clock is the test's. */
@Execution(ExecutionMode.CONCURRENT)
class CommandsTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Instant IN_A_MINUTE = MovableClock.START.plusSeconds(60);
    private static final TerminalId TERMINAL = new TerminalId("north", "n-01");

    @TempDir
    private Path folder;

    private final MovableClock clock = new MovableClock();
    private final PlayedInput panel = new PlayedInput("panel", clock);
    private final AtomicInteger restarts = new AtomicInteger();
    private final List<AutoCloseable> opened = new ArrayList<>();
    private List<String> log = List.of();

    @AfterEach
    void closeAll() throws Exception {
        for (int i = opened.size() - 1; i >= 0; i--) {
            opened.get(i).close();
        }
    }

    @Test
    void identify_blinksOnceAnId() throws Exception {
        PlayedGateway gateway = start();
        gateway.command(Command.plain("c1", Command.IDENTIFY, IN_A_MINUTE));
        gateway.command(Command.plain("c1", Command.IDENTIFY, IN_A_MINUTE));
        gateway.command(Command.plain("c2", "fly", IN_A_MINUTE));

        assertThat(answer(gateway, "c1")).isEqualTo(new Status.Outcome("c1", true, null, null));
        assertThat(answer(gateway, "c2").ok()).isFalse();
        assertThat(answer(gateway, "c2").error()).contains("fly").doesNotContain("\n");
        assertThat(panel.shown()).containsExactly(new MeterSignal.Blink());
    }

    @Test
    void test_isForThreeMinutes_andTellsItsKeysAlone() throws Exception {
        PlayedGateway gateway = start();
        press(gateway, "0");
        gateway.command(Command.plain("c1", Command.TEST, IN_A_MINUTE));
        assertThat(answer(gateway, "c1").ok()).isTrue();
        assertThat(lastKey(gateway)).as("the citizen's key is told to nobody").isNull();

        press(gateway, "1");
        await().atMost(SOON).until(() -> "1".equals(lastKey(gateway)));
        press(gateway, "2");
        await().atMost(SOON).until(() -> "2".equals(lastKey(gateway)));
        clock.advance(Duration.ofMinutes(3));
        await().atMost(SOON).until(() -> lastKey(gateway) == null);
        press(gateway, "3");

        assertThat(kinds(gateway))
                .containsExactly(Press.Kind.RATING, Press.Kind.TEST, Press.Kind.TEST, Press.Kind.RATING);
        assertThat(lastKey(gateway)).isNull();
    }

    @Test
    void expiredCommand_isJudgedByASyncedClockAlone() throws Exception {
        PlayedGateway gateway = start();
        gateway.command(Command.plain("c1", Command.IDENTIFY, MovableClock.START.minusSeconds(1)));
        assertThat(answer(gateway, "c1").ok()).isFalse();
        assertThat(answer(gateway, "c1").error()).contains("too late");
        assertThat(panel.shown()).isEmpty();

        clock.synced(false);
        gateway.command(Command.plain("c2", Command.IDENTIFY, MovableClock.START.minusSeconds(1)));
        assertThat(answer(gateway, "c2").ok()).isTrue();
        assertThat(panel.shown()).hasSize(1);
    }

    @Test
    void restart_isAskedForOnce_andToldAfterIt() throws Exception {
        Mosquitto broker = opened(Mosquitto.start(folder));
        PlayedGateway gateway = opened(PlayedGateway.connect("g1", broker, TERMINAL));
        Agent first = agent(broker, new Surroundings(restarts::incrementAndGet, () -> log, null));
        gateway.command(Command.plain("c1", Command.RESTART, IN_A_MINUTE));
        await().atMost(SOON).until(() -> restarts.get() == 1);
        first.close();
        assertThat(answer(gateway, "c1").ok()).isTrue();
        await().atMost(SOON)
                .until(() ->
                        gateway.statuses().get(gateway.statuses().size() - 1).isGoodbye());

        Agent second = agent(broker, new Surroundings(restarts::incrementAndGet, () -> log, null));
        assertThat(second.status().last()).isEqualTo(new Status.Outcome("c1", true, null, null));
        gateway.command(Command.plain("c1", Command.RESTART, IN_A_MINUTE));
        gateway.command(Command.plain("c2", Command.IDENTIFY, IN_A_MINUTE));
        assertThat(answer(gateway, "c2").ok()).isTrue();
        assertThat(restarts).hasValue(1);
    }

    @Test
    void restart_whereNothingWouldStartItAgain_isRefused() throws Exception {
        PlayedGateway gateway = start(Surroundings.NONE);
        gateway.command(Command.plain("c1", Command.RESTART, IN_A_MINUTE));

        assertThat(answer(gateway, "c1").ok()).isFalse();
        assertThat(answer(gateway, "c1").error()).contains("service manager").doesNotContain("\n");
    }

    @Test
    void logs_areTheNewestLines_toldForAMinute() throws Exception {
        PlayedGateway gateway = start();
        log = IntStream.rangeClosed(1, 300).mapToObj(i -> "line " + i).toList();
        gateway.command(Command.plain("c1", Command.LOGS, IN_A_MINUTE));

        List<String> lines = Objects.requireNonNull(answer(gateway, "c1").lines());
        assertThat(lines).hasSize(200).startsWith("line 101").endsWith("line 300");

        clock.advance(Duration.ofMinutes(1));
        await().atMost(SOON)
                .until(() -> newest(gateway).last() != null
                        && Objects.requireNonNull(newest(gateway).last()).lines() == null);
        assertThat(Objects.requireNonNull(newest(gateway).last()).ok()).isTrue();
    }

    @Test
    void logs_ofLongLines_fitIntoOneMessage() throws Exception {
        PlayedGateway gateway = start();
        log = IntStream.rangeClosed(1, 200)
                .mapToObj(i -> i + " \u4f8b\t\"".repeat(2000))
                .toList();
        gateway.command(Command.plain("c1", Command.LOGS, IN_A_MINUTE));

        List<String> lines = Objects.requireNonNull(answer(gateway, "c1").lines());
        assertThat(lines).hasSizeBetween(5, 199);
        assertThat(lines.get(lines.size() - 1)).startsWith("200 ");
        assertThat(Json.write(newest(gateway))).hasSizeLessThan(Json.MAX_MESSAGE_BYTES);
    }

    @Test
    void configuration_isRefused() throws Exception {
        PlayedGateway gateway = start();
        gateway.command(Command.configuration("c1", Command.APPLY, "hall: south\n", 7, IN_A_MINUTE));

        assertThat(answer(gateway, "c1").ok()).isFalse();
        assertThat(answer(gateway, "c1").error())
                .contains("configured from afar")
                .doesNotContain("\n");
    }

    @Test
    void brokerThatRefusesTheTopic_doesNotHoldPressesUp() throws Exception {
        Path access = Files.writeString(folder.resolve("access"), """
                topic readwrite hallpulse/v1/terminals/north/n-01/presses
                topic readwrite hallpulse/v1/terminals/north/n-01/status
                topic readwrite hallpulse/v1/terminals/north/n-01/ack
                topic readwrite hallpulse/v1/halls/north/owner
                """);
        Mosquitto broker = opened(Mosquitto.startWithAccessList(folder, access));
        PlayedGateway gateway = opened(PlayedGateway.connect("g1", broker, TERMINAL));
        agent(broker, Surroundings.NONE);

        press(gateway, "0");
    }

    private PlayedGateway start() throws Exception {
        return start(new Surroundings(restarts::incrementAndGet, () -> log, null));
    }

    private PlayedGateway start(Surroundings surroundings) throws Exception {
        Mosquitto broker = opened(Mosquitto.start(folder));
        PlayedGateway gateway = opened(PlayedGateway.connect("g1", broker, TERMINAL));
        agent(broker, surroundings);
        return gateway;
    }

    /** One that is connected. */
    private Agent agent(Mosquitto broker, Surroundings surroundings) throws IOException {
        AgentConfig config = new AgentConfig(
                TERMINAL.hall(),
                TERMINAL.terminal(),
                folder.resolve("data"),
                new AgentConfig.Gateway(broker.url(), null, false),
                null,
                AgentConfig.Outbox.DEFAULT,
                List.of(WindowConfig.free("A", Duration.ZERO)),
                List.of(Inputs.panel("panel", "A")));
        Agent agent = opened(Agent.start(config, List.of(panel), clock, surroundings));
        PlayedGateway gateway = (PlayedGateway) opened.get(1);
        await().atMost(SOON)
                .until(() ->
                        !gateway.statuses().isEmpty() && newest(gateway).state().equals(Status.ONLINE));
        return agent;
    }

    /** Presses, and waits until the gateway has it. */
    private void press(PlayedGateway gateway, String key) {
        int before = kinds(gateway).size();
        panel.press(key);
        await().atMost(SOON).until(() -> kinds(gateway).size() > before);
    }

    private static List<Press.Kind> kinds(PlayedGateway gateway) {
        return gateway.messages().stream()
                .map(ReceivedPresses::run)
                .distinct()
                .flatMap(run -> gateway.received(run).values().stream())
                .map(item -> ((ReceivedPresses.Valid) item).press().kind())
                .toList();
    }

    private static Status newest(PlayedGateway gateway) {
        return gateway.statuses().get(gateway.statuses().size() - 1);
    }

    private static @Nullable String lastKey(PlayedGateway gateway) {
        return Objects.requireNonNull(newest(gateway).inputs()).get(0).lastKey();
    }

    private static Status.Outcome answer(PlayedGateway gateway, String id) {
        await().atMost(SOON).until(() -> answers(gateway, id).findAny().isPresent());
        return answers(gateway, id).findFirst().orElseThrow();
    }

    private static Stream<Status.Outcome> answers(PlayedGateway gateway, String id) {
        return gateway.statuses().stream()
                .map(Status::last)
                .filter(Objects::nonNull)
                .filter(outcome -> outcome.id().equals(id));
    }

    private <T extends AutoCloseable> T opened(T part) {
        opened.add(part);
        return part;
    }
}
