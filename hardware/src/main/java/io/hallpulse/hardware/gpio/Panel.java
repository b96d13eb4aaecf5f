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
    }

    /** One round of the scanner, on its thread. */
    void scan(long nowNanos) {
        try {
            DigitalState pressed = settings.pull() == InputSettings.Gpio.Pull.UP ? DigitalState.LOW : DigitalState.HIGH;
            for (int i = 0; i < closed.length; i++) {
                closed[i] = inputs.get(i).state() == pressed;
            }
            decide(nowNanos);
            Lamps shown = lamps;
            if (shown != null) {
                shown.drive(nowNanos);
            }
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

    private void decide(long nowNanos) {
        Keys panel = keys;
        if (panel == null) {
            keys = new Keys(names, PanelScanner.samples(settings.debounce()), closed, nowNanos);
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
        String stuck = panel.stuck(nowNanos);
        trouble = stuck == null
                ? null
                : "panel " + id() + ": key " + stuck + " has been down for over 30 s; free the key, or check its wire";
    }

    @Override
    public void answer(KeyPress press, Answer answer) {
        counters.add(answer);
        Lamps shown = lamps;
        if (shown != null) {
            shown.show(press.key(), answer);
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
