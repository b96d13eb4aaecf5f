package io.hallpulse.hardware.gpio;

import com.pi4j.io.gpio.digital.DigitalOutput;
import io.hallpulse.hardware.Answer;
import io.hallpulse.hardware.feedback.Pattern;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Shows answers on the lamps of a panel: on the pressed key's own lamp, or on all of them where it has none. A new answer takes
 * the place of the one that is still showing.
 */
final class Lamps {
    private record Shown(String key, Pattern pattern) {}

    private final Map<String, DigitalOutput> outputs;
    private final AtomicReference<@Nullable Shown> next = new AtomicReference<>();

    // the scanner's thread only
    private @Nullable Shown showing;
    private long sinceNanos;

    /** @param outputs raw keys to their lamps */
    Lamps(Map<String, DigitalOutput> outputs) {
        this.outputs = outputs;
    }

    /** Any thread; the scanner lights the lamp at its next round. */
    void show(String key, Answer answer) {
        next.set(new Shown(key, Pattern.lamp(answer)));
    }

    /** Drives the lamps. The scanner's thread only. */
    void drive(long nowNanos) {
        Shown fresh = next.getAndSet(null);
        if (fresh != null) {
            allOff();
            showing = fresh;
            sinceNanos = nowNanos;
        }
        Shown shown = showing;
        if (shown == null) {
            return;
        }
        boolean lit = shown.pattern().isOn(nowNanos - sinceNanos);
        DigitalOutput own = outputs.get(shown.key());
        if (own != null) {
            set(own, lit);
        } else {
            outputs.values().forEach(lamp -> set(lamp, lit));
        }
        if (shown.pattern().isOver(nowNanos - sinceNanos)) {
            showing = null;
        }
    }

    void allOff() {
        outputs.values().forEach(lamp -> set(lamp, false));
    }

    private static void set(DigitalOutput lamp, boolean lit) {
        if (lamp.isHigh() != lit) {
            lamp.setState(lit);
        }
    }
}
