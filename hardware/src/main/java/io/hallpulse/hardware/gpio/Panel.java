package io.hallpulse.hardware.gpio;

import com.pi4j.exception.Pi4JException;
import com.pi4j.io.gpio.digital.DigitalInput;
import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalState;
import io.hallpulse.hardware.Answer;
import io.hallpulse.hardware.InputHealth;
import io.hallpulse.hardware.InputSettings;
import io.hallpulse.hardware.KeyInput;
import io.hallpulse.hardware.KeyListener;
import io.hallpulse.hardware.KeyPress;
import io.hallpulse.hardware.MeterSignal;
import io.hallpulse.hardware.feedback.Pattern;
import io.hallpulse.hardware.health.Count;
import io.hallpulse.hardware.health.Counters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A panel of keys and lamps on GPIO pins. */
final class Panel implements KeyInput {
    private static final Logger log = LoggerFactory.getLogger(Panel.class);

    private final InputSettings.Gpio settings;
    private final PanelScanner scanner;
    private final Counters counters = new Counters();
    private final List<String> names;
    private final boolean[] closed;
    private volatile @Nullable String fault;
    private volatile @Nullable String trouble;
    private volatile @Nullable String lastKey;

    // set by start, before the scanner sees this panel
    private List<DigitalInput> inputs = List.of();
    private @Nullable KeyListener listener;
    private volatile @Nullable Lamps lamps;
    private volatile @Nullable Lamps buzzer;

    // the scanner's thread only
    private @Nullable Keys keys;

    Panel(InputSettings.Gpio settings, PanelScanner scanner) {
        this.settings = settings;
        this.scanner = scanner;
        this.names = List.copyOf(settings.pins().keySet());
        this.closed = new boolean[names.size()];
    }

    @Override
    public String id() {
        return settings.id();
    }

    @Override
    public void start(KeyListener listener) {
        this.listener = listener;
        scanner.join(this);
    }

    /** Takes its pins. Throws {@link Pi4JException} or {@link IllegalStateException} when one cannot be had. */
    void take(Pins pins) {
        inputs = settings.pins().values().stream()
                .map(pin -> pins.input(pin, settings.pull()))
                .toList();
        Map<String, DigitalOutput> outputs = new LinkedHashMap<>();
        settings.lamps().forEach((key, pin) -> outputs.put(key, pins.output(pin)));
        lamps = new Lamps(outputs);
        Integer buzzerPin = settings.buzzer();
        if (buzzerPin != null) {
            buzzer = new Lamps(Map.of("", pins.output(buzzerPin)));
        }
    }

    /** One round of the scanner, on its thread. */
    void scan(long nowNanos) {
        try {
            DigitalState pressed =
                    settings.active() == InputSettings.Gpio.Level.LOW ? DigitalState.LOW : DigitalState.HIGH;
            for (int i = 0; i < closed.length; i++) {
                closed[i] = inputs.get(i).state() == pressed;
            }
            decide(nowNanos);
            drive(lamps, nowNanos);
            drive(buzzer, nowNanos);

            if (fault != null) {
                log.info("panel {}: its pins can be read again", id());
                fault = null;
            }
        } catch (RuntimeException e) {
            if (fault == null) {
                log.warn("panel {}: its pins cannot be read: {}", id(), e.toString());
            }
            fault = "panel " + id() + ": its pins cannot be read (" + e + "); check the GPIO driver";
        }
    }

    private static void drive(@Nullable Lamps outputs, long nowNanos) {
        if (outputs != null) {
            outputs.drive(nowNanos);
        }
    }

    private void decide(long nowNanos) {
        Keys panel = keys;
        if (panel == null) {
            keys = new Keys(
                    names,
                    PanelScanner.samples(settings.debounce()),
                    settings.deadAfter().toNanos(),
                    closed,
                    nowNanos);
            return;
        }
        KeyListener ear = listener;
        for (Keys.Press press : panel.sample(closed, nowNanos)) {
            counters.add(Count.PRESSES);
            lastKey = press.key();
            if (ear != null) {
                ear.onKey(new KeyPress(id(), press.key(), nowNanos, press.simultaneous()));
            }
        }
        String ill = panel.trouble(nowNanos);
        trouble = ill == null ? null : "panel " + id() + ": " + ill;
    }

    @Override
    public void answer(KeyPress press, Answer answer) {
        counters.add(answer);
        show(lamps, press.key(), Pattern.lamp(answer));
        show(buzzer, press.key(), Pattern.buzzer(answer));
    }

    @Override
    public void show(MeterSignal signal) {
        if (signal instanceof MeterSignal.Beep) {
            show(buzzer, "", Pattern.ONE_BEEP);
        }
    }

    private static void show(@Nullable Lamps outputs, String key, Pattern pattern) {
        if (outputs != null) {
            outputs.show(key, pattern);
        }
    }

    @Override
    public InputHealth health() {
        Map<String, Long> counts = counters.snapshot();
        String dead = fault;
        if (dead != null) {
            return new InputHealth(InputHealth.State.FAULT, dead, counts, lastKey);
        }
        String ill = trouble;
        return new InputHealth(ill == null ? InputHealth.State.OK : InputHealth.State.DEGRADED, ill, counts, lastKey);
    }

    @Override
    public void close() {
        scanner.leave(this);
    }
}
