package io.hallpulse.hardware.serial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.hallpulse.hardware.Answer;
import io.hallpulse.hardware.InputHealth;
import io.hallpulse.hardware.InputSettings;
import io.hallpulse.hardware.KeyInput;
import io.hallpulse.hardware.KeyInputs;
import io.hallpulse.hardware.KeyPress;
import io.hallpulse.hardware.testkit.PlayedFf68Meter;
import io.hallpulse.hardware.testkit.Pty;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Meters on real ttys: what comes in at the public face, and what goes out on the wire. */
@Execution(ExecutionMode.CONCURRENT)
class SerialMeterTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<KeyPress> presses = new CopyOnWriteArrayList<>();
    private final List<AutoCloseable> toClose = new ArrayList<>();
    private Pty pty;

    SerialMeterTest(@TempDir Path folder) {
        pty = Pty.at(folder.resolve("usb-meter"));
    }

    @BeforeEach
    void keepCable() {
        toClose.add(pty);
    }

    @AfterEach
    void closeAll() throws Exception {
        for (int i = toClose.size() - 1; i >= 0; i--) {
            toClose.get(i).close();
        }
    }

    private InputSettings.Serial ff68(String id, @Nullable Integer address) {
        return new InputSettings.Serial(id, pty.path(), 9600, "8N1", "ff68", address);
    }

    private PlayedFf68Meter meter(int address) {
        PlayedFf68Meter meter = new PlayedFf68Meter(pty, address);
        toClose.add(meter);
        return meter;
    }

    private List<KeyInput> start(InputSettings... settings) {
        List<KeyInput> inputs = KeyInputs.create(List.of(settings));
        for (KeyInput input : inputs) {
            toClose.add(input);
            input.start(presses::add);
        }
        return inputs;
    }

    private KeyInput startOne() {
        KeyInput input = start(ff68("meter", 5)).get(0);
        awaitState(input, InputHealth.State.OK);
        return input;
    }

    private static void awaitState(KeyInput input, InputHealth.State state) {
        await().atMost(PATIENCE).until(() -> input.health().state() == state);
    }

    private void awaitPresses(int count) {
        await().atMost(PATIENCE).until(() -> presses.size() >= count);
    }

    private List<String> keys() {
        return presses.stream().map(KeyPress::key).toList();
    }

    @Test
    void press_everyKey_isHeardAndAcknowledgedOnceStored() {
        KeyInput input = startOne();
        PlayedFf68Meter meter = meter(5);
        for (int key = 0; key < 4; key++) {
            meter.press(key);
        }
        awaitPresses(4);
        assertThat(keys()).containsExactly("0", "1", "2", "3");
        assertThat(meter.acknowledged()).isEmpty();

        presses.forEach(press -> input.answer(press, Answer.STORED));
        await().atMost(PATIENCE).until(() -> meter.acknowledged().equals(List.of(0, 1, 2, 3)));
        assertThat(input.health().lastKey()).isEqualTo("3");
        assertThat(input.health().counters()).containsEntry("presses", 4L).containsEntry("acknowledgements", 4L);
    }

    @Test
    void twoNamesOfOnePort_areOneInputInService_andAFaultThatNamesBoth(@TempDir Path folder) throws Exception {
        Path other = Files.createSymbolicLink(folder.resolve("by-id"), Path.of(pty.path()));
        List<KeyInput> inputs =
                start(ff68("meter", 5), new InputSettings.Serial("twin", other.toString(), 9600, "8N1", "ff68", 5));
        await().atMost(PATIENCE)
                .until(() -> inputs.stream()
                        .map(input -> input.health().state())
                        .collect(Collectors.toSet())
                        .equals(Set.of(InputHealth.State.OK, InputHealth.State.FAULT)));
        KeyInput serving = inputs.get(inputs.get(0).health().state() == InputHealth.State.OK ? 0 : 1);
        KeyInput refused = inputs.get(serving == inputs.get(0) ? 1 : 0);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(refused.health().fault())
                        .contains("which input " + serving.id() + " has open as", pty.path(), other.toString()));
        meter(5).press(2);
        awaitPresses(1);
        assertThat(presses.get(0).input()).isEqualTo(serving.id());
    }

    @Test
    void port_thatOurAgentReads_isRefusedToEveryOtherCommand() {
        startOne();
        assertThatThrownBy(() -> JsscPort.open(pty.path(), 2400, "8N1"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("in use by another command or input of this program");
    }

    @Test
    void settings_thatAnotherProgramChanged_areSetAgain() throws Exception {
        KeyInput input = startOne();
        int changed = new ProcessBuilder("stty", "-F", pty.path(), "2400", "echo", "icanon")
                .inheritIO()
                .start()
                .waitFor();
        assertThat(changed).isZero();
        await().atMost(PATIENCE)
                .until(() -> settings().contains("speed 9600") && settings().contains("-icanon"));
        meter(5).press(1);
        awaitPresses(1);
        assertThat(input.health().state()).isEqualTo(InputHealth.State.OK);
    }

    private String settings() throws IOException {
        Process stty = new ProcessBuilder("stty", "-a", "-F", pty.path()).start();
        return new String(stty.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void press_ofOneKeyTwiceInOneRead_isAcknowledgedTwice() {
        KeyInput input = startOne();
        PlayedFf68Meter meter = meter(5);
        HexFormat hex = HexFormat.of();
        meter.noise(hex.parseHex("ff680303680511001616".repeat(2)));
        awaitPresses(2);
        presses.forEach(press -> input.answer(press, Answer.STORED));
        await().atMost(PATIENCE).until(() -> meter.acknowledged().equals(List.of(0, 0)));
        assertThat(input.health().counters()).doesNotContainKey("answersDropped");
    }

    @Test
    void answer_notStored_leavesTheMeterSendingUntilItIsStored() {
        KeyInput input = startOne();
        PlayedFf68Meter meter = new PlayedFf68Meter(pty, 5, Duration.ofMillis(50));
        toClose.add(meter);
        meter.press(2);
        awaitPresses(1);
        input.answer(presses.get(0), Answer.NOT_STORED);
        awaitPresses(3);
        assertThat(meter.acknowledged()).isEmpty();

        input.answer(presses.get(2), Answer.ALREADY_COUNTED);
        await().atMost(PATIENCE).until(() -> meter.acknowledged().equals(List.of(2)));
        assertThat(keys()).containsOnly("2");
    }

    @Test
    void noise_aroundFrames_isNoPressAndShowsUntilAFrameComes() {
        KeyInput input = startOne();
        PlayedFf68Meter meter = meter(5);
        meter.noise(new byte[40]);
        awaitState(input, InputHealth.State.DEGRADED);
        assertThat(input.health().fault()).contains("9600 8N1", "no valid ff68 frame", "noise bytes 40");

        meter.press(1);
        awaitPresses(1);
        awaitState(input, InputHealth.State.OK);
        assertThat(keys()).containsExactly("1");
        assertThat(input.health().counters()).containsEntry("noiseBytes", 40L);
    }

    @Test
    void bus_twoMeters_areToldApartByAddressAndAStrangerIsReported() {
        List<KeyInput> inputs = start(ff68("left", 5), ff68("right", 6));
        PlayedFf68Meter left = meter(5);
        left.press(1);
        awaitPresses(1);
        assertThat(presses.get(0).input()).isEqualTo("left");
        inputs.get(0).answer(presses.get(0), Answer.STORED);
        await().atMost(PATIENCE).until(() -> left.acknowledged().equals(List.of(1)));

        meter(6).press(2);
        awaitPresses(2);
        assertThat(presses.get(1).input()).isEqualTo("right");

        meter(9).press(3);
        awaitState(inputs.get(0), InputHealth.State.DEGRADED);
        assertThat(inputs.get(0).health().fault()).contains("address 9");
        assertThat(presses).hasSize(2);
    }

    @Test
    void address_leftOut_hearsAndAnswersEveryMeter() {
        KeyInput input = start(ff68("any", null)).get(0);
        PlayedFf68Meter meter = meter(77);
        meter.press(0);
        awaitPresses(1);
        input.answer(presses.get(0), Answer.STORED);
        await().atMost(PATIENCE).until(() -> meter.acknowledged().equals(List.of(0)));
    }

    @Test
    void port_missingAtStart_isAFaultNotAFailure() {
        pty.unplug();
        KeyInput input = start(ff68("meter", 5)).get(0);
        awaitState(input, InputHealth.State.FAULT);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(input.health().fault()).contains("no such port"));
        pty.plug();
        awaitState(input, InputHealth.State.OK);
    }
}
