package io.hallpulse.hardware.gpio;

import com.pi4j.io.gpio.digital.DigitalOutput;
import io.hallpulse.hardware.feedback.Pattern;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Shows patterns on the outputs of a panel, lamps or a buzzer: on the pressed key's own output, or on all of them where it has
 * none. A new pattern takes the place of the one that is still showing.
 */
final class Lamps {
    private record Shown(String key, Pattern pattern) {}

    private final Map<String, DigitalOutput> outputs;
    private final AtomicReference<@Nullable Shown> next = new AtomicReference<>();

    // the scanner's thread only
    private @Nullable Shown showing;
    private long sinceNanos;

    /** @param outputs raw keys to their outputs */
    Lamps(Map<String, DigitalOutput> outputs) {
        this.outputs = outputs;
    }

    /** Any thread; the scanner begins it at its next round. */
    void show(String key, Pattern pattern) {
        next.set(new Shown(key, pattern));
    }

    /** Drives the outputs. The scanner's thread only. */
    void drive(long nowNanos) {
        if (next.get() != null) {
            outputs.values().forEach(output -> set(output, false));
            showing = next.getAndSet(null);
            sinceNanos = nowNanos;
        }
        Shown shown = showing;
        if (shown == null) {
            return;
        }
        boolean on = shown.pattern().isOn(nowNanos - sinceNanos);
        DigitalOutput own = outputs.get(shown.key());
        Collection<DigitalOutput> lit = own == null ? outputs.values() : List.of(own);
        lit.forEach(output -> set(output, on));
        if (shown.pattern().isOver(nowNanos - sinceNanos)) {
            showing = null;
        }
    }

    /** When it has something to do next, in nanoseconds from now; {@link Long#MAX_VALUE} for nothing. The scanner's thread only. */
    long nanosToNextStep(long nowNanos) {
        if (next.get() != null) {
            return 0;
        }
        Shown shown = showing;
        return shown == null ? Long.MAX_VALUE : shown.pattern().nanosToNextStep(nowNanos - sinceNanos);
    }

    /** Whether that key has an output of its own. */
    boolean has(String key) {
        return outputs.containsKey(key);
    }

    private static void set(DigitalOutput output, boolean on) {
        if (output.isHigh() != on) {
            output.setState(on);
        }
    }
}
