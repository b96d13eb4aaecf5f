package io.hallpulse.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallpulse.agent.testkit.AgentProgram;
import io.hallpulse.agent.testkit.PlayedGateway;
import io.hallpulse.contract.TerminalId;
import io.hallpulse.contract.message.ReceivedPresses;
import io.hallpulse.contract.message.Status;
import io.hallpulse.hardware.testkit.PlayedFf68Meter;
import io.hallpulse.hardware.testkit.Pty;
import io.hallpulse.testkit.Mosquitto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The packaged program as a process of its own, on a played meter's line. */
@Execution(ExecutionMode.CONCURRENT)
class AgentIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private final List<AutoCloseable> opened = new ArrayList<>();
    private Mosquitto broker;
    private AgentProgram program;

    @BeforeEach
    void startBroker() throws IOException {
        broker = opened(Mosquitto.start(folder));
        program = opened(new AgentProgram(folder, broker.url()));
    }

    @AfterEach
    void closeAll() throws Exception {
        for (int i = opened.size() - 1; i >= 0; i--) {
            opened.get(i).close();
        }
    }

    @Test
    void run_meterPressed_commitsThenAcknowledgesAndTellsTheGateway() throws Exception {
        Pty line = opened(Pty.at(folder.resolve("meter")));
        PlayedFf68Meter meter = opened(new PlayedFf68Meter(line, 5));
        PlayedGateway gateway = opened(PlayedGateway.connect("g1", broker, new TerminalId("north", "n-01")));
        Process agent = run();
        for (int key : new int[] {0, 1, 2, 3, 0, 0}) {
            int acknowledged = meter.acknowledged().size();
            meter.press(key);
            await().atMost(SOON).until(() -> meter.acknowledged().size() > acknowledged);
            assertThat(account().path("stored").asInt()).isEqualTo(acknowledged + 1);
        }
        meter.noise(HexFormat.of().parseHex("ff680303680511001716"));

        await().atMost(SOON)
                .until(() -> gateway.messages().stream()
                                .mapToInt(message -> message.presses().size())
                                .sum()
                        >= 6);
        assertThat(gateway.received(gateway.messages().get(0).run()).values())
                .extracting(item -> ((ReceivedPresses.Valid) item).press().level())
                .containsExactly(5, 4, 3, 2, 5, 5);
        showsItsDevice(line, meter, gateway);

        agent.destroy();
        assertThat(agent.waitFor(5, TimeUnit.SECONDS))
                .as("gone within 5 s of SIGTERM")
                .isTrue();
        assertThat(agent.exitValue()).isZero();
        await().atMost(SOON)
                .until(() ->
                        gateway.statuses().stream().anyMatch(it -> it.state().equals(Status.OFFLINE)));
        assertThat(folder.resolve("data").resolve("outbox.db-wal")).doesNotExist();
    }

    /** After six presses and a frame with a bad checksum: fault and counters, at the gateway and to whoever asks on the spot. */
    private void showsItsDevice(Pty line, PlayedFf68Meter meter, PlayedGateway gateway) throws Exception {
        line.unplug();
        await().atMost(SOON).until(() -> last(gateway).state().equals("fault"));
        assertThat(last(gateway).fault()).contains("port " + line.path());
        assertThat(last(gateway).lastKey())
                .as("no status tells what somebody pressed")
                .isNull();
        assertThat(last(gateway).counters())
                .containsEntry("presses", 6L)
                .containsEntry("frames", 6L)
                .containsEntry("badChecksum", 1L);
        line.plug();
        await().atMost(SOON).until(() -> last(gateway).state().equals("ok"));
        meter.press(3);
        await().atMost(SOON).until(() -> meter.acknowledged().size() == 7);

        AgentProgram.Ended status = execute("status", "--config", config().toString());
        assertThat(status.code()).isZero();
        JsonNode device = JSON.readTree(status.out()).path("inputs").get(0);
        assertThat(device.path("state").asText()).isEqualTo("ok");
        assertThat(device.path("fault").isNull()).isTrue();
        assertThat(device.path("lastKey").isMissingNode()).isTrue();
        Map<String, Long> counters = JSON.convertValue(device.path("counters"), new TypeReference<>() {});
        assertThat(counters)
                .containsEntry("presses", 7L)
                .containsEntry("frames", 7L)
                .containsEntry("stored", 7L)
                .containsEntry("acknowledgements", 7L)
                .containsEntry("badChecksum", 1L)
                .containsEntry("reconnects", 1L);
    }

    private static Status.InputStatus last(PlayedGateway gateway) {
        List<Status> statuses = gateway.statuses();
        return Objects.requireNonNull(statuses.get(statuses.size() - 1).inputs())
                .get(0);
    }

    @Test
    void run_whoseLogNobodyReads_storesThanksAndEnds() throws Exception {
        Pty line = opened(Pty.at(folder.resolve("meter")));
        PlayedFf68Meter meter = opened(new PlayedFf68Meter(line, 5));
        Process agent = program.runWithStuckLog();
        for (int key = 0; key < 4; key++) { // each once: soon again it would be the meter's repeat
            meter.press(key);
            int presses = key + 1;
            await().atMost(SOON).until(() -> meter.acknowledged().size() == presses);
        }
        line.unplug(); // which it would tell
        await().atMost(SOON)
                .until(() ->
                        execute("status", "--config", config().toString()).out().contains("\"state\":\"fault\""));
        assertThat(account().path("stored").asInt()).isEqualTo(4);
        agent.destroy();
        assertThat(agent.waitFor(10, TimeUnit.SECONDS)).as("gone after SIGTERM").isTrue();
        assertThat(agent.exitValue()).isZero();
    }

    @Test
    void run_withClosedStandardInput_hasNoKeyboard_andSaysSo() throws Exception {
        Files.writeString(config(), Files.readString(config()).replaceAll("serial: .*", "keyboard: {}"));
        program.runWithoutStandardInput();
        await().atMost(SOON)
                .until(() -> execute("status", "--config", config().toString())
                        .out()
                        .contains("standard input was closed when the program began"));
        assertThat(account().path("stored").asInt()).isZero();
    }

    @Test
    void numbers_onAMachineOfAnotherLanguage_areWrittenInPlainDigits() throws Exception {
        program = opened(new AgentProgram(
                folder, broker.url(), "-Duser.language=ar", "-Duser.country=EG", "-Duser.extensions=u-nu-arab"));
        Pty line = opened(Pty.at(folder.resolve("meter")));
        PlayedFf68Meter meter = opened(new PlayedFf68Meter(line, 5));
        run();
        meter.press(1);
        await().atMost(SOON).until(() -> meter.acknowledged().size() == 1);
        assertThat(execute("outbox", "--config", config().toString()).out())
                .contains("1")
                .doesNotContainPattern("[٠-٩]");
        assertThat(folder.resolve("agent.log")).content().doesNotContainPattern("[٠-٩]");
    }

    @Test
    void sniff_besideARunningAgent_isRefusedInOneLine_andTakesNoPress() throws Exception {
        Pty line = opened(Pty.at(folder.resolve("meter")));
        PlayedFf68Meter meter = opened(new PlayedFf68Meter(line, 5));
        run();
        meter.press(1);
        await().atMost(SOON).until(() -> meter.acknowledged().size() == 1);
        AgentProgram.Ended sniffed = execute("sniff", "--port", line.path());
        assertThat(sniffed.code()).isEqualTo(1);
        assertThat(sniffed.err())
                .hasLineCount(1)
                .contains("the port is in use by another command or input of this program");
        meter.press(2);
        await().atMost(SOON).until(() -> meter.acknowledged().size() == 2);
    }

    @Test
    void run_whereHomeAndTheTemporaryFolderCannotBeWritten_worksAllTheSame() throws Exception {
        String nowhere = "/proc/nowhere";
        program =
                opened(new AgentProgram(folder, broker.url(), "-Duser.home=" + nowhere, "-Djava.io.tmpdir=" + nowhere));
        Pty line = opened(Pty.at(folder.resolve("meter")));
        PlayedFf68Meter meter = opened(new PlayedFf68Meter(line, 5));
        run();
        meter.press(2);
        await().atMost(SOON).until(() -> meter.acknowledged().size() == 1);
        assertThat(account().path("stored").asInt()).isEqualTo(1);
        assertThat(folder.resolve("agent.log")).content().doesNotContain("ERROR", "Exception");
        assertThat(Files.readAllLines(folder.resolve("agent.log")).stream().filter(told -> told.contains(nowhere)))
                .singleElement()
                .asString()
                .contains("temporary files and native libraries are in " + folder.resolve("data/tmp"));
        assertThat(Files.readAllLines(folder.resolve("agent.log")))
                .noneMatch(told -> told.contains(" WARN ") && !told.contains("no gateway reads our presses"));
    }

    @Test
    void killed_inTheMiddleOfPresses_keepsWhatItThankedForAndBeginsANewRun() throws Exception {
        Pty line = opened(Pty.at(folder.resolve("meter")));
        PlayedFf68Meter meter = opened(new PlayedFf68Meter(line, 5, Duration.ofMillis(200)));
        int pressed = 0;
        for (int life = 0; life < 4; life++) {
            Process agent = run();
            for (int i = 0; i < 3; i++) {
                // no key comes again within the meter's retransmission time, but across a restart
                awaitAcknowledged(meter, pressed);
                meter.press(pressed % 4);
                pressed++;
            }
            agent.destroyForcibly().waitFor();
        }
        run();
        awaitAcknowledged(meter, pressed);

        JsonNode account = account();
        assertThat(account.path("stored").asInt()).isEqualTo(pressed);
        assertThat(account.path("held").asInt()).isEqualTo(pressed);
        assertThat(account.path("refused").asInt()).isZero();
        assertThat(account.path("runs")).hasSizeBetween(4, 5);
    }

    @Test
    void run_whileTheBrokerIsAway_stopsInTimeAllTheSame() throws Exception {
        broker.kill();
        Pty line = opened(Pty.at(folder.resolve("meter")));
        PlayedFf68Meter meter = opened(new PlayedFf68Meter(line, 5));
        Process agent = run();
        meter.press(0);
        await().atMost(SOON).until(() -> meter.acknowledged().size() == 1);

        agent.destroy();
        assertThat(agent.waitFor(5, TimeUnit.SECONDS)).isTrue();
        assertThat(agent.exitValue()).isZero();
        assertThat(account().path("held").asInt()).isEqualTo(1);
    }

    /** Metaspace, since the heap is set by the script alone. */
    @Test
    void startScript_withLessMemoryThanItNeeds_endsWithThreeAndOneLine() throws Exception {
        AgentProgram.Ended ended =
                program.executeByScript("-XX:MaxMetaspaceSize=6m", "run", "--config", config().toString());
        assertThat(ended.code()).as(ended.err()).isEqualTo(3);
        assertThat(ended.out().lines()).containsExactly("Terminating due to java.lang.OutOfMemoryError: Metaspace");
        assertThat(ended.err()).doesNotContain("\tat ");
    }

    @Test
    void commands_badUsageAndBadConfiguration_endWithTwoAndOneLine() throws Exception {
        assertOneLine(execute(), 2, "a command is missing");
        assertOneLine(execute("run"), 2, "--config");
        assertOneLine(execute("check", "--config", folder + "/none.yaml"), 2, "none.yaml does not exist");
        Path bad = folder.resolve("bad.yaml");
        Files.writeString(bad, Files.readString(config()).replace("window: A", "window: Z"));
        assertOneLine(execute("run", "--config", bad.toString()), 2, "bad.yaml:8: inputs[0].window: 'Z' is none");
        assertOneLine(execute("status", "--config", config().toString()), 1, "no agent answers");
        assertThat(execute("check", "--config", config().toString()).out())
                .startsWith("OK: terminal north/n-01")
                .hasLineCount(1);
        assertThat(execute("--version").out()).startsWith("terminal-agent 1.");
        assertThat(execute("run", "--help").code()).isZero();
    }

    @Test
    void test_onAMachineWithoutThosePins_namesTheInputAndFails() throws Exception {
        Path panel = folder.resolve("panel.yaml");
        Files.writeString(
                panel,
                Files.readString(config())
                        .replaceAll(
                                "serial: .*",
                                "gpio: {chip: gpiochip99, pins: {\"0\": 17, \"1\": 27, \"2\": 22, \"3\": 23}}"));
        AgentProgram.Ended tested = execute("test", "--config", panel.toString());
        assertThat(tested.code()).isEqualTo(1);
        assertThat(tested.err())
                .contains("terminal-agent: input ", "gpio chip gpiochip99: there is no chip of that name or label");
        assertThat(execute("check", "--config", panel.toString()).out())
                .contains("its pins were not asked for, gpio chip gpiochip99", "OK: terminal north/n-01");
    }

    /** Waits until each of the presses 0, 1, 2, 3, 0 and so on was acknowledged; a frame that was sent again may be so twice. */
    private static void awaitAcknowledged(PlayedFf68Meter meter, int presses) {
        await().atMost(SOON).until(() -> {
            int next = 0;
            for (int key : meter.acknowledged()) {
                next += key == next % 4 ? 1 : 0;
            }
            return next >= presses;
        });
    }

    private static void assertOneLine(AgentProgram.Ended ended, int code, String words) {
        assertThat(ended.code()).isEqualTo(code);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err()).hasLineCount(1).contains(words);
    }

    private JsonNode account() throws Exception {
        return program.account();
    }

    private Path config() {
        return program.config();
    }

    private Process run() throws IOException {
        return program.run();
    }

    private AgentProgram.Ended execute(String... args) throws Exception {
        return program.execute(args);
    }

    private <T extends AutoCloseable> T opened(T part) {
        opened.add(part);
        return part;
    }
}
