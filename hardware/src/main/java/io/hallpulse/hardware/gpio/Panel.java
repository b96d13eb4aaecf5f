package io.hallpulse.hardware.gpio;

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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A panel of keys and lamps on GPIO pins. Pins that cannot be had, or are lost, are a fault of this panel alone, and are tried again
 * every few seconds; without a lamp its keys go on. Each change for better or worse is one line in the log.
 */
final class Panel implements KeyInput {
    private static final Logger log = LoggerFactory.getLogger(Panel.class);
    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(3);

    private final InputSettings.Gpio settings;
    private final PanelScanner scanner;
    private final Counters counters = new Counters();
    private final List<String> names;
    private final boolean[] closed;
    private final DigitalState pressed;
    private volatile @Nullable String fault;
    private volatile @Nullable String missing;
    private volatile @Nullable String keyFault;
    private volatile @Nullable String lastKey;
    private volatile @Nullable Lamps lamps;
    private volatile @Nullable Lamps buzzer;

    // set by start, before the scanner sees this panel
    private @Nullable KeyListener listener;

    // the thread that starts it, then the scanner's only
    private Pins.@Nullable Taken taken;
    private @Nullable Keys keys;
    private long retryNanos;

    Panel(InputSettings.Gpio settings, PanelScanner scanner) {
        this.settings = settings;
        this.scanner = scanner;
        this.names = List.copyOf(settings.pins().keySet());
        this.closed = new boolean[names.size()];
        this.pressed = settings.active() == InputSettings.Gpio.Polarity.LOW ? DigitalState.LOW : DigitalState.HIGH;
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

    /** Takes the pins that it has not yet; what cannot be had is its fault, or its missing lamp. */
    void take(Pins pins, long nowNanos) {
        retryNanos = nowNanos + RETRY_NANOS;
        try {
            Pins.Taken now = pins.take(settings);
            Lamps before = lamps;
            if (taken == null
                    || before == null
                    || !now.lamps().keySet().equals(taken.lamps().keySet())) {
                lamps = new Lamps(now.lamps());
            }
            if (buzzer == null && now.buzzer() != null) {
                buzzer = new Lamps(Map.of("", now.buzzer()));
            }
            taken = now;
            setFault(null);
            setMissing(now.missing());
        } catch (PinsUnavailable e) {
            lose(pins, String.valueOf(e.getMessage()));
        }
    }

    private void lose(Pins pins, String reason) {
        pins.release(settings);
        taken = null;
        lamps = null;
        buzzer = null;
        keys = null; // what is down when the pins come back was not seen to go down
        keyFault = null;
        missing = null;
        setFault("panel " + id() + ": " + reason);
    }

    private void setFault(@Nullable String now) {
        String before = fault;
        fault = now;
        if (now != null && !now.equals(before)) {
            log.warn("{}; it is tried again every {} s", now, TimeUnit.NANOSECONDS.toSeconds(RETRY_NANOS));
        } else if (now == null && before != null) {
            log.info("panel {}: its pins can be read again", id());
        }
    }

    private void setMissing(@Nullable String now) {
        String before = missing;
        missing = now == null ? null : "panel " + id() + ": " + now;
        if (now != null && !Objects.equals(missing, before)) {
            log.warn("{}; the keys go on without", missing);
        } else if (now == null && before != null) {
            log.info("panel {}: its lamps can be lit again", id());
        }
    }

    private void setKeyFault(@Nullable String ill) {
        String before = keyFault;
        keyFault = ill;
        if (ill != null && !ill.equals(before)) {
            log.warn(ill);
        } else if (ill == null && before != null) {
            log.info("panel {}: all its keys are well again", id());
        }
    }

    /**
     * One round of the scanner, on its thread.
     *
     * @param sample whether it is time for a sample of the keys; the lamps are driven in any case
     */
    void round(Pins pins, boolean sample, long nowNanos) {
        if (nowNanos - retryNanos >= 0 && (taken == null || missing != null)) {
            take(pins, nowNanos);
        }
        Pins.Taken now = taken;
        if (now == null) {
            return;
        }
        try {
            if (sample) {
                for (int i = 0; i < closed.length; i++) {
                    closed[i] = now.keys().get(i).state() == pressed;
                }
                decide(nowNanos);
            }
            drive(lamps, nowNanos);
            drive(buzzer, nowNanos);
        } catch (RuntimeException e) { // of the kernel: what we decide throws nothing
            lose(pins, "its pins cannot be read (" + e.getMessage() + "); check the GPIO chip and its driver");
            retryNanos = nowNanos + RETRY_NANOS;
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
                    id(),
                    names,
                    PanelScanner.samples(settings.debounce()),
                    settings.deadAfter().toNanos(),
                    closed,
                    nowNanos);
            return;
        }
        KeyListener current = listener;
        for (Keys.Press press : panel.sample(closed, nowNanos)) {
            counters.add(Count.PRESSES);
            lastKey = press.key();
            if (current != null) {
                current.onKey(new KeyPress(id(), press.key(), nowNanos, press.simultaneous()));
            }
        }
        setKeyFault(panel.fault(nowNanos));
    }

    /** Whether the next sample matters although no level may change. The scanner's thread only. */
    boolean isMoving() {
        Pins.Taken now = taken;
        Keys panel = keys;
        return now != null && (!now.edges() || panel == null || panel.isMoving());
    }

    /** How long the scanner may sleep for this panel's sake, while nothing moves. The scanner's thread only. */
    long restNanos(long nowNanos) {
        long rest = taken == null || missing != null ? retryNanos - nowNanos : Long.MAX_VALUE;
        Keys panel = keys;
        if (panel != null) {
            long verdict = panel.nextVerdictNanos(nowNanos);
            rest = verdict == Long.MAX_VALUE ? rest : Math.min(rest, verdict - nowNanos);
        }
        return Math.min(rest, lampRestNanos(nowNanos));
    }

    /** How long until a lamp or the buzzer changes. The scanner's thread only. */
    long lampRestNanos(long nowNanos) {
        return Math.min(rest(lamps, nowNanos), rest(buzzer, nowNanos));
    }

    private static long rest(@Nullable Lamps outputs, long nowNanos) {
        return outputs == null ? Long.MAX_VALUE : outputs.nanosToNextStep(nowNanos);
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
        } else if (signal instanceof MeterSignal.Blink) {
            show(lamps, "", Pattern.BLINK);
        } else if (signal instanceof MeterSignal.Reasons reasons) {
            Lamps lit = lamps;
            if (lit != null) {
                lit.prompt(reasons.keys(), Pattern.CHOICE);
                scanner.ring();
            }
        } else if (signal instanceof MeterSignal.Lamp lamp) {
            Lamps lit = lamps;
            if (lit != null && lit.has(lamp.key())) {
                show(lit, lamp.key(), Pattern.ONE_LIGHT);
            }
        }
    }

    private void show(@Nullable Lamps outputs, String key, Pattern pattern) {
        if (outputs != null) {
            outputs.show(key, pattern);
            scanner.ring();
        }
    }

    @Override
    public InputHealth health() {
        Map<String, Long> counts = counters.snapshot();
        String dead = fault;
        if (dead != null) {
            return new InputHealth(InputHealth.State.FAULT, dead, counts, lastKey);
        }
        String key = keyFault;
        String ill = key != null ? key : missing;
        return new InputHealth(ill == null ? InputHealth.State.OK : InputHealth.State.DEGRADED, ill, counts, lastKey);
    }

    @Override
    public void close() {
        scanner.leave(this);
    }

    /** Gives its pins back, once the scanner reads them no longer. */
    void release(Pins pins) {
        pins.release(settings);
        taken = null;
    }
}
