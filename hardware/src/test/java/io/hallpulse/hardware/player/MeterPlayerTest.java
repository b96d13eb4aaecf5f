package io.hallpulse.hardware.player;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.hallpulse.hardware.Answer;
import io.hallpulse.hardware.InputHealth;
import io.hallpulse.hardware.InputSettings;
import io.hallpulse.hardware.KeyInput;
import io.hallpulse.hardware.KeyInputs;
import io.hallpulse.hardware.KeyPress;
import io.hallpulse.hardware.MeterSignal;
import io.hallpulse.hardware.protocol.ProtocolSettings;
import io.hallpulse.hardware.protocol.ProtocolSettings.Ascii.Terminator;
import io.hallpulse.hardware.protocol.ProtocolSettings.Boks.Ask;
import io.hallpulse.hardware.protocol.ProtocolSettings.Modbus.Lamps;
import io.hallpulse.hardware.protocol.ProtocolSettings.Modbus.Read;
import io.hallpulse.hardware.serial.Wire;
import io.hallpulse.hardware.testkit.Pty;
import io.hallpulse.hardware.testkit.PtyWire;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every protocol from a played meter over a real tty to the public face, and back. */
@Execution(ExecutionMode.CONCURRENT)
class MeterPlayerTest {
    private static final int ADDRESS = 7;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration FAST = Duration.ofMillis(10);

    private final List<KeyPress> presses = Collections.synchronizedList(new ArrayList<>());
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final List<AutoCloseable> toClose = new ArrayList<>();
    private final Pty pty;

    MeterPlayerTest(@TempDir Path folder) {
        pty = Pty.at(folder.resolve("meter"));
    }

    @AfterEach
    void close() throws Exception {
        for (int i = toClose.size() - 1; i >= 0; i--) {
            toClose.get(i).close();
        }
        pty.close();
    }

    private static ProtocolSettings.Modbus modbus(Read read, Lamps lamps) {
        return new ProtocolSettings.Modbus(read, 3, 5, FAST, lamps, 10);
    }

    static Stream<Arguments> protocols() {
        return Stream.of(
                Arguments.of(new ProtocolSettings.Ff68(), List.of("0", "1", "2", "3"), 1000),
                Arguments.of(ProtocolSettings.Stx.DEFAULT, List.of("01", "02", "99"), 1000),
                Arguments.of(
                        new ProtocolSettings.Ascii(List.of("1", "2", "x"), Terminator.CRLF), List.of("1", "x"), 1000),
                Arguments.of(
                        new ProtocolSettings.Ascii(List.of("1", "2", "x"), Terminator.NONE), List.of("2", "x"), 1000),
                Arguments.of(new ProtocolSettings.Jt905(0x0A01, 3), List.of("1", "2", "85", "170"), 1000),
                Arguments.of(new ProtocolSettings.Boks(Ask.WAIT), List.of("1", "2", "3", "4"), 1000),
                Arguments.of(new ProtocolSettings.Boks(Ask.STATE), List.of("1", "2", "3", "4"), 25),
                Arguments.of(modbus(Read.INPUTS, Lamps.NONE), List.of("1", "2", "3", "4", "5"), 40),
                Arguments.of(modbus(Read.CODE, Lamps.NONE), List.of("1", "40000"), 40));
    }

    private KeyInput start(ProtocolSettings settings) {
        Integer address = settings.hasAddress() ? ADDRESS : null;
        KeyInput input = startOn(new InputSettings.Serial("meter", pty.path(), 9600, "8N1", settings, address));
        awaitState(input, InputHealth.State.OK);
        return input;
    }

    private KeyInput startOn(InputSettings.Serial settings) {
        KeyInput input = KeyInputs.create(List.of(settings)).get(0);
        input.start(presses::add);
        toClose.add(input);
        return input;
    }

    private MeterPlayer play(ProtocolSettings settings, @Nullable Integer address) {
        MeterPlayer player =
                new MeterPlayer(settings, address == null ? ADDRESS : address, new PtyWire(pty, 9600), seen::add);
        toClose.add(player);
        return player;
    }

    private void awaitPresses(int count) {
        soon().until(() -> presses.size() >= count);
    }

    private static ConditionFactory soon() {
        return await().atMost(PATIENCE).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(5));
    }

    private static void awaitState(KeyInput input, InputHealth.State state) {
        soon().until(() -> input.health().state() == state);
    }

    private static long frames(KeyInput input) {
        return input.health().counters().getOrDefault("frames", 0L);
    }

    private void awaitSilentBaseline(KeyInput input) {
        await().atMost(PATIENCE).until(() -> frames(input) > 2);
    }

    @ParameterizedTest
    @MethodSource("protocols")
    void presses_manyAndFast_arriveOnceEachInOrder(ProtocolSettings settings, List<String> keys, int count)
            throws Exception {
        MeterPlayer player = play(settings, null);
        KeyInput input = start(settings);
        if (settings instanceof ProtocolSettings.Modbus
                || settings instanceof ProtocolSettings.Boks boks && boks.ask() == Ask.STATE) {
            awaitSilentBaseline(input);
        }
        Random random = new Random(11);
        List<String> pressed = IntStream.range(0, count)
                .mapToObj(i -> keys.get(random.nextInt(keys.size())))
                .toList();
        for (String key : pressed) {
            player.press(key);
        }
        awaitPresses(count);
        assertThat(presses).extracting(KeyPress::key).isEqualTo(pressed);
        assertThat(input.health().state()).isEqualTo(InputHealth.State.OK);
        assertThat(input.health().counters())
                .containsEntry("presses", (long) count)
                .doesNotContainKey("badChecksum");
    }

    @Test
    void presses_onLatchedCounters_areAllThere() throws Exception {
        ProtocolSettings settings = modbus(Read.COUNTERS, Lamps.NONE);
        MeterPlayer player = play(settings, null);
        awaitSilentBaseline(start(settings));
        for (int i = 0; i < 1000; i += 8) { // a counter that leaps further at a time was set anew
            for (int press = 0; press < 8; press++) {
                player.press("2");
            }
            awaitPresses(i + 8);
        }
        awaitPresses(1000);
        assertThat(presses).hasSize(1000);
    }

    @Test
    void bus_twoSlaves_areBothHeardAndASilentThirdIsReported() throws Exception {
        ProtocolSettings settings = modbus(Read.INPUTS, Lamps.NONE);
        MeterPlayer four = play(settings, 4);
        List<KeyInput> inputs = KeyInputs.create(List.of(
                new InputSettings.Serial("four", pty.path(), 9600, "8N1", settings, 4),
                new InputSettings.Serial("nine", pty.path(), 9600, "8N1", settings, 9)));
        toClose.addAll(inputs);
        inputs.forEach(input -> input.start(presses::add));
        awaitState(inputs.get(1), InputHealth.State.FAULT);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(inputs.get(1).health().fault()).contains("address 9 does not answer"));
        four.press("2");
        awaitPresses(1);
        assertThat(presses.get(0).input()).isEqualTo("four");
        assertThat(inputs.get(0).health().state()).isEqualTo(InputHealth.State.OK);
    }

    @Test
    void answers_onAnFf68Meter_areSeen() throws Exception {
        KeyInput input = start(new ProtocolSettings.Ff68());
        MeterPlayer player = play(new ProtocolSettings.Ff68(), null);
        player.press("2");
        awaitPresses(1);
        input.answer(presses.get(0), Answer.STORED);
        input.show(new MeterSignal.Open());
        input.show(new MeterSignal.Stars(4));
        input.show(new MeterSignal.Number("42"));
        input.show(new MeterSignal.Beep());
        await().atMost(PATIENCE).until(() -> seen.size() == 5);
        assertThat(seen).containsExactly("acknowledged 2", "open", "stars 4", "number 42", "beep");
    }

    @Test
    void answers_onLampsOfModbusAndBoks_areSeenAndGoOut() throws Exception {
        ProtocolSettings settings = modbus(Read.INPUTS, Lamps.COILS);
        MeterPlayer player = play(settings, null);
        KeyInput input = start(settings);
        awaitSilentBaseline(input);
        player.press("3");
        awaitPresses(1);
        input.answer(presses.get(0), Answer.STORED);
        await().atMost(PATIENCE).until(() -> seen.equals(List.of("lamp 3 on", "lamp 3 off")));
    }

    @Test
    void answers_onABoksThatIsAskedForItsState_lightItsLamp() throws Exception {
        ProtocolSettings settings = new ProtocolSettings.Boks(Ask.STATE);
        MeterPlayer player = play(settings, null);
        KeyInput input = start(settings);
        awaitSilentBaseline(input);
        player.press("1");
        awaitPresses(1);
        input.answer(presses.get(0), Answer.STORED);
        await().atMost(PATIENCE).until(() -> seen.equals(List.of("lamp on", "lamp off")));
    }

    @ParameterizedTest
    @MethodSource("protocols")
    void cable_pulledAndPutBackTwentyTimes_isAFaultEachTimeAndLosesNoPress(
            ProtocolSettings settings, List<String> keys, int count) throws Exception {
        MeterPlayer player = play(settings, null);
        KeyInput input = start(settings);
        int framesFirst =
                settings instanceof ProtocolSettings.Modbus ? 2 : settings instanceof ProtocolSettings.Boks ? 1 : 0;
        for (int i = 0; i < 20; i++) {
            pty.unplug();
            awaitState(input, InputHealth.State.FAULT);
            assertThat(input.health().fault()).startsWith("port " + pty.path());
            long frames = frames(input);
            pty.plug();
            awaitState(input, InputHealth.State.OK);
            assertThat(input.health().fault()).isNull();
            soon().until(() -> frames(input) >= frames + framesFirst);
            player.press(keys.get(i % keys.size()));
            awaitPresses(i + 1);
        }
        assertThat(presses)
                .extracting(KeyPress::key)
                .isEqualTo(IntStream.range(0, 20)
                        .mapToObj(i -> keys.get(i % keys.size()))
                        .toList());
        assertThat(input.health().counters()).containsEntry("reconnects", 20L);
    }

    @Test
    void wire_thatFailsInAnUnknownWay_isToldToWhoeverPresses() {
        Wire broken = new Wire() {
            @Override
            public byte[] read() {
                throw new IllegalStateException("nobody expected this");
            }

            @Override
            public boolean write(byte[] bytes) {
                return true;
            }

            @Override
            public void await(long nanos) {}

            @Override
            public void wake() {}

            @Override
            public void close() {}
        };
        try (MeterPlayer player = new MeterPlayer(new ProtocolSettings.Ff68(), ADDRESS, broken, seen::add)) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThatThrownBy(() -> player.press("1"))
                            .isInstanceOf(IOException.class)
                            .hasMessageContaining("nobody expected this"));
        }
    }

    @Test
    void speed_wrong_isReportedAsBytesWithoutAFrame() throws Exception {
        KeyInput input = startOn(
                new InputSettings.Serial("meter", pty.path(), 19200, "8N1", new ProtocolSettings.Ff68(), ADDRESS));
        awaitState(input, InputHealth.State.OK);
        MeterPlayer player = play(new ProtocolSettings.Ff68(), null);
        for (int i = 0; i < 10; i++) {
            player.press("1");
        }
        awaitState(input, InputHealth.State.DEGRADED);
        assertThat(input.health().fault()).contains("19200 8N1").contains("check baud, format and protocol");
        assertThat(presses).isEmpty();
    }

    @Test
    void press_ofAKeyThatTheMeterHasNot_isRefused() {
        assertThatThrownBy(() -> play(new ProtocolSettings.Boks(Ask.WAIT), null).press("5"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no such key");
        assertThatThrownBy(() -> play(ProtocolSettings.Modbus.DEFAULT, null).press("six"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
