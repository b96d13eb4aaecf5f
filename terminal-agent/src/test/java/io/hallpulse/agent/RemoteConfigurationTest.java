package io.hallpulse.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hallpulse.agent.config.TerminalFile;
import io.hallpulse.agent.remote.Surroundings;
import io.hallpulse.agent.remote.WantedFile;
import io.hallpulse.agent.testkit.MovableClock;
import io.hallpulse.agent.testkit.PlayedGateway;
import io.hallpulse.agent.testkit.PlayedInput;
import io.hallpulse.contract.TerminalId;
import io.hallpulse.contract.message.Command;
import io.hallpulse.contract.message.Status;
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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A managed terminal gets another file from the gateway, over a real broker; each start of the program is one of an agent here. */
@Execution(ExecutionMode.CONCURRENT)
class RemoteConfigurationTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Instant IN_A_MINUTE = MovableClock.START.plusSeconds(60);
    private static final TerminalId TERMINAL = new TerminalId("north", "n-01");

    @TempDir
    private Path folder;

    private final MovableClock clock = new MovableClock();
    private final PlayedInput panel = new PlayedInput("panel", clock);
    private final AtomicInteger restarts = new AtomicInteger();
    private final List<AutoCloseable> opened = new ArrayList<>();
    private Mosquitto broker;
    private PlayedGateway gateway;
    private String first;

    @BeforeEach
    void provisioned() throws Exception {
        broker = opened(Mosquitto.start(folder));
        gateway = opened(PlayedGateway.connect("g1", broker, TERMINAL));
        Files.createDirectories(data());
        first = """
                hall: north
                terminal: n-01
                data: %s
                gateway: {url: "%s"}
                windows: [{id: A, responseInterval: 5s}]
                inputs:
                  - id: panel
                    window: A
                    keys: {"0": 5, "1": 4}
                    keyboard: {}
                """.formatted(data(), broker.url());
        Files.writeString(inForce(), first);
    }

    @AfterEach
    void closeAll() throws Exception {
        for (int i = opened.size() - 1; i >= 0; i--) {
            opened.get(i).close();
        }
    }

    @Test
    void apply_ofAGoodFile_provesItselfAndStays() throws Exception {
        Agent before = agent();
        String good = first.replace("5s", "7s");
        gateway.command(Command.configuration("c1", Command.APPLY, good, 7, IN_A_MINUTE));
        await().atMost(SOON).until(() -> restarts.get() == 1);
        assertThat(answer("c1").ok()).isTrue();
        assertThat(newest().config()).isEqualTo(new Status.Configuration(7, false, null));
        before.close();

        Agent after = agent();
        await().atMost(SOON).until(() -> {
            clock.advance(Duration.ofSeconds(1));
            return new Status.Configuration(7, true, null).equals(newest().config());
        });
        after.close();

        assertThat(Files.readString(inForce())).isEqualTo(good);
        agent();
        assertThat(Files.readString(inForce())).isEqualTo(good);
        assertThat(restarts).hasValue(1);
    }

    @Test
    void apply_ofAFileThatBreaksAnInput_isTakenBackWithinTwoMinutes() throws Exception {
        applyAndStop();
        panel.fault("no device on that port; name another");
        Agent trial = agent();
        long begun = clock.nanos();
        await().atMost(SOON).until(() -> {
            clock.advance(Duration.ofSeconds(1));
            return restarts.get() == 2;
        });
        assertThat(Duration.ofNanos(clock.nanos() - begun)).isBetween(Duration.ofSeconds(100), Duration.ofMinutes(2));
        trial.close();

        agent();
        assertThat(Files.readString(inForce())).isEqualTo(first);
        await().atMost(SOON).until(() -> configuration() != null);
        assertThat(Objects.requireNonNull(configuration()).applied()).isFalse();
        assertThat(Objects.requireNonNull(configuration()).error()).contains("input panel: no device");
    }

    @Test
    void apply_ofAFileThatCutsTheTerminalOff_isTakenBack() throws Exception {
        applyAndStop();
        broker.kill();
        Agent trial = Agent.start(TerminalFile.read(inForce()), List.of(panel), clock, surroundings());
        opened(trial);
        await().atMost(SOON).until(() -> {
            clock.advance(Duration.ofSeconds(1));
            return restarts.get() == 2;
        });

        assertThat(Files.readString(inForce())).isEqualTo(first);
        assertThat(Objects.requireNonNull(trial.status().config()).error()).contains("did not connect");
    }

    @Test
    void start_afterOneThatDidNotProveItself_isOnTheFileBefore() throws Exception {
        applyAndStop();
        assertThat(Files.readString(inForce())).isNotEqualTo(first);
        WantedFile.atStart(data()); // a start that is killed
        WantedFile next = WantedFile.atStart(data());

        assertThat(Files.readString(inForce())).isEqualTo(first);
        assertThat(next.isProving()).isFalse();
        assertThat(Objects.requireNonNull(next.status()).error()).contains("ended before");
    }

    @Test
    void start_afterAKillBeforeTheFileWasInPlace_isOnTheFileBefore() throws Exception {
        applyAndStop();
        Files.writeString(inForce(), first);
        WantedFile next = WantedFile.atStart(data());

        assertThat(next.isProving()).isFalse();
        assertThat(Objects.requireNonNull(next.status()).error()).contains("send it again");
    }

    @Test
    void start_withANoteThatCannotBeRead_isOnTheFileInForce() throws Exception {
        Files.writeString(data().resolve("terminal.yaml.trial"), "version seven\n");

        assertThat(WantedFile.atStart(data()).isProving()).isFalse();
        assertThat(agent().status().config()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "hall: north, hall: south, hall",
        "terminal: n-01, terminal: n-02, terminal",
        "'\"1\": 4', '\"1\": 5', keys of input panel",
        "'keyboard: {}', 'simulated: {perMinute: 30}', keyboard",
        "'windows:', 'trigger: {listen: \"127.0.0.1:8731\"}\nwindows:', trigger",
        "id: panel, id: other, inputs",
        "responseInterval, responseIntervall, responseIntervall"
    })
    void check_ofWhatIsLocalOnlyOrWrong_isRefusedInOneLine(String text, String other, String named) throws Exception {
        agent();
        gateway.command(Command.configuration("c1", Command.CHECK, first.replace(text, other), 7, IN_A_MINUTE));
        gateway.command(Command.configuration("c2", Command.APPLY, first.replace(text, other), 7, IN_A_MINUTE));
        gateway.command(Command.configuration("c3", Command.CHECK, first.replace("5s", "7s"), 7, IN_A_MINUTE));

        assertThat(answer("c1").ok()).isFalse();
        assertThat(answer("c1").error()).contains(named).doesNotContain("\n");
        assertThat(answer("c2").ok()).isFalse();
        assertThat(answer("c3").ok()).isTrue();
        assertThat(Files.readString(inForce())).isEqualTo(first);
        assertThat(restarts).hasValue(0);
    }

    private void applyAndStop() throws Exception {
        Agent before = agent();
        gateway.command(Command.configuration("c1", Command.APPLY, first.replace("5s", "7s"), 7, IN_A_MINUTE));
        await().atMost(SOON).until(() -> restarts.get() == 1);
        before.close();
        await().atMost(SOON).until(() -> newest().isGoodbye());
    }

    /** One that is connected. */
    private Agent agent() throws IOException {
        Agent agent = opened(Agent.start(TerminalFile.read(inForce()), List.of(panel), clock, surroundings()));
        await().atMost(SOON)
                .until(() -> !gateway.statuses().isEmpty() && newest().state().equals(Status.ONLINE));
        return agent;
    }

    private Surroundings surroundings() {
        return new Surroundings(restarts::incrementAndGet, List::of, WantedFile.atStart(data()));
    }

    private Path data() {
        return folder.resolve("data");
    }

    private Path inForce() {
        return data().resolve("terminal.yaml");
    }

    private Status newest() {
        return gateway.statuses().get(gateway.statuses().size() - 1);
    }

    private Status.@Nullable Configuration configuration() {
        return newest().config();
    }

    private Status.Outcome answer(String id) {
        await().atMost(SOON)
                .until(() -> gateway.statuses().stream()
                        .map(Status::last)
                        .anyMatch(outcome -> outcome != null && outcome.id().equals(id)));
        return gateway.statuses().stream()
                .map(Status::last)
                .filter(Objects::nonNull)
                .filter(outcome -> outcome.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private <T extends AutoCloseable> T opened(T part) {
        opened.add(part);
        return part;
    }
}
