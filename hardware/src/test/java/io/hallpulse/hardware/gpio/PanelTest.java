package io.hallpulse.hardware.gpio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.plugin.mock.provider.gpio.digital.MockDigitalInput;
import io.hallpulse.hardware.Answer;
import io.hallpulse.hardware.InputHealth;
import io.hallpulse.hardware.InputSettings;
import io.hallpulse.hardware.KeyInput;
import io.hallpulse.hardware.KeyInputs;
import io.hallpulse.hardware.KeyPress;
import io.hallpulse.hardware.MeterSignal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A panel on mock pins, read by the real scanner; its clock is the test's. */
@Execution(ExecutionMode.CONCURRENT)
class PanelTest {
    private static final InputSettings.Gpio SETTINGS = new InputSettings.Gpio(
            "panel",
            "auto",
            Map.of("1", InputSettings.Pin.of(17), "2", InputSettings.Pin.of(27)),
            Map.of("1", InputSettings.Pin.of(5)),
            InputSettings.Pin.of(6),
            InputSettings.Gpio.Pull.UP,
            InputSettings.Gpio.Polarity.LOW,
            Duration.ofMillis(20),
            Duration.ZERO);

    /** More samples than any debounce time here has. */
    private static final long SETTLED_NANOS = Duration.ofMillis(100).toNanos();

    private final AtomicLong now = new AtomicLong();
    private final MockPins pins = new MockPins(now);
    private final Panel panel = new Panel(SETTINGS, new PanelScanner(() -> pins, now::get));
    private final List<KeyPress> presses = new CopyOnWriteArrayList<>();

    @BeforeEach
    void start() {
        panel.start(presses::add);
        set(17, DigitalState.HIGH);
        set(27, DigitalState.HIGH);
        long released = now.get() + SETTLED_NANOS; // the mock begins low, which is a key that is held
        await().until(() -> now.get() > released);
    }

    @AfterEach
    void close() {
        panel.close();
    }

    private void set(int pin, DigitalState state) {
        ((MockDigitalInput) pins.context().io("key-" + pin)).mockState(state);
    }

    private DigitalOutput lamp() {
        return pins.context().io("lamp-5");
    }

    private DigitalOutput buzzer() {
        return pins.context().io("lamp-6");
    }

    @Test
    void press_pulledLow_isOnePressAndLightsTheLampAfterTheAnswer() {
        set(17, DigitalState.LOW);
        await().until(() -> presses.size() == 1);
        assertThat(presses.get(0).key()).isEqualTo("1");
        assertThat(lamp().isLow()).isTrue();

        panel.answer(presses.get(0), Answer.STORED);
        await().until(() -> lamp().isHigh());
        now.addAndGet(Duration.ofSeconds(2).toNanos());
        await().until(() -> lamp().isLow());
        assertThat(presses).hasSize(1);
        assertThat(panel.health().counters()).containsEntry("presses", 1L).containsEntry("stored", 1L);
    }

    @Test
    void answer_forAKeyWithoutALamp_isShownOnTheOthers() {
        panel.answer(new KeyPress("panel", "2", 0), Answer.NOT_STORED);
        await().until(() -> lamp().isHigh());
    }

    @Test
    void buzzer_answerAndBeep_soundForAMoment() {
        panel.answer(new KeyPress("panel", "2", 0), Answer.OUT_OF_SERVICE);
        await().until(() -> buzzer().isHigh());
        now.addAndGet(Duration.ofSeconds(2).toNanos());
        await().until(() -> buzzer().isLow());
        panel.show(new MeterSignal.Open());
        panel.show(new MeterSignal.Beep());
        await().until(() -> buzzer().isHigh());
    }

    @Test
    void reasons_areAskedForByTheLampsOfTheirKeys_afterTheThanks_forAWhile() {
        List<DigitalState> changes = new CopyOnWriteArrayList<>();
        lamp().addListener(event -> changes.add(event.state()));
        panel.answer(new KeyPress("panel", "2", 0), Answer.STORED);
        panel.show(new MeterSignal.Reasons(List.of("1")));
        await().until(() -> changes.size() >= 5);
        now.addAndGet(Duration.ofSeconds(20).toNanos());
        await().until(() -> lamp().isLow());
    }

    @Test
    void key_heldFor30Seconds_isReportedUntilItIsFree() {
        set(27, DigitalState.LOW);
        await().until(() -> presses.size() == 1);
        now.addAndGet(Duration.ofSeconds(31).toNanos());
        await().until(() -> panel.health().state() == InputHealth.State.DEGRADED);
        assertThat(panel.health().fault()).contains("key 2").contains("30 s");
        set(27, DigitalState.HIGH);
        await().until(() -> panel.health().state() == InputHealth.State.OK);
    }

    @Test
    void panel_closed_releasesThePinsAndDeliversNoMore() {
        panel.close();
        assertThat(pins.context().isShutdown()).isTrue();
    }

    @Test
    void twoPanels_closedOneAfterTheOther_bothGiveTheirPinsBack() {
        PanelScanner scanner = new PanelScanner(() -> pins, now::get);
        Panel first = new Panel(named("first", 22), scanner);
        Panel second = new Panel(named("second", 23), scanner);
        first.start(presses::add);
        second.start(presses::add);
        first.close();
        second.close();
        assertThat(pins.released()).containsExactlyInAnyOrder("first", "second");
    }

    private static InputSettings.Gpio named(String id, int pin) {
        return new InputSettings.Gpio(
                id,
                "auto",
                Map.of("1", InputSettings.Pin.of(pin)),
                Map.of(),
                null,
                InputSettings.Gpio.Pull.UP,
                InputSettings.Gpio.Polarity.LOW,
                Duration.ofMillis(20),
                Duration.ZERO);
    }

    @Test
    void start_withoutPinsOnThisMachine_isAFaultInOneLine() {
        assertThat(Files.exists(Path.of("/dev/gpiochip0"))).isFalse();
        KeyInput input = KeyInputs.create(List.of(SETTINGS)).get(0);
        input.start(presses::add);
        assertThat(input.health().state()).isEqualTo(InputHealth.State.FAULT);
        assertThat(input.health().fault())
                .contains("panel panel: gpio chip auto")
                .contains("Raspberry Pi")
                .doesNotContain("\n");
        input.close();
    }

    @Test
    void pins_lostAndBack_areAFaultUntilThen_andAKeyThatIsDownThenWasNotPressed() {
        pins.lose("its chip is gone");
        await().until(() -> panel.health().state() == InputHealth.State.FAULT);
        assertThat(panel.health().fault()).contains("panel panel: ").contains("its chip is gone");
        set(17, DigitalState.LOW);
        pins.comeBack();
        now.addAndGet(Duration.ofSeconds(4).toNanos());
        await().until(() -> panel.health().state() == InputHealth.State.OK);
        long settled = now.get() + SETTLED_NANOS;
        await().until(() -> now.get() > settled);
        assertThat(presses).isEmpty();
        set(17, DigitalState.HIGH);
        long released = now.get() + SETTLED_NANOS;
        await().until(() -> now.get() > released);
        set(17, DigitalState.LOW);
        await().until(() -> presses.size() == 1);
    }

    @Test
    void lamp_thatCannotBeHad_isAWarning_andKeysGoOnWithoutIt() {
        pins.withoutLamps("lamp 1 is on line 5, which \"other\" uses");
        pins.lose("away");
        await().until(() -> panel.health().state() == InputHealth.State.FAULT);
        pins.comeBack();
        now.addAndGet(Duration.ofSeconds(4).toNanos());
        await().until(() -> panel.health().state() == InputHealth.State.DEGRADED);
        assertThat(panel.health().fault()).isEqualTo("panel panel: lamp 1 is on line 5, which \"other\" uses");
        set(17, DigitalState.HIGH);
        long released = now.get() + SETTLED_NANOS;
        await().until(() -> now.get() > released);
        set(17, DigitalState.LOW);
        await().until(() -> presses.size() == 1);
        panel.answer(presses.get(0), Answer.STORED);
        pins.withLamps();
        now.addAndGet(Duration.ofSeconds(4).toNanos());
        await().until(() -> panel.health().state() == InputHealth.State.OK);
    }

    @Test
    void showLamp_lightsThatOneAlone() {
        panel.show(new MeterSignal.Lamp("2"));
        panel.show(new MeterSignal.Lamp("1"));
        await().until(() -> lamp().isHigh());
        now.addAndGet(Duration.ofSeconds(1).toNanos());
        await().until(() -> lamp().isLow());
    }

    @Test
    void blink_isOnAllLampsAndEndsByItselfAfterTenSeconds() {
        List<DigitalState> changes = new CopyOnWriteArrayList<>();
        lamp().addListener(event -> changes.add(event.state()));

        panel.show(new MeterSignal.Blink());
        await().until(() -> changes.size() >= 3);
        now.addAndGet(Duration.ofSeconds(10).toNanos());
        await().until(() -> lamp().isLow());

        assertThat(changes).startsWith(DigitalState.HIGH, DigitalState.LOW, DigitalState.HIGH);
        assertThat(buzzer().isLow()).isTrue();
    }
}
