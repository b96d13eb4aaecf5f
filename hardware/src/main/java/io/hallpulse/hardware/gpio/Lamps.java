package io.hallpulse.hardware.gpio;

import com.pi4j.io.gpio.digital.DigitalOutput;
import io.hallpulse.hardware.feedback.Pattern;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Shows patterns on the outputs of a panel, lamps or a buzzer: on the pressed key's own output, or on all of them where it has
 * none. A new pattern takes the place of the one that is still showing; a prompt goes on beside it, on outputs of its own.
 */
final class Lamps {
    /** @param prompted keys whose outputs alone show it; null where that is the pressed key's */
    private record Shown(String key, @Nullable List<String> prompted, Pattern pattern) {}

    private final Map<String, DigitalOutput> outputs;
    private final AtomicReference<@Nullable Shown> next = new AtomicReference<>();
    private final AtomicReference<@Nullable Shown> nextPrompt = new AtomicReference<>();

    // the scanner's thread only
    private @Nullable Shown showing;
    private long sinceNanos;
    private @Nullable Shown prompt;
    private long promptNanos;

    /** @param outputs raw keys to their outputs */
    Lamps(Map<String, DigitalOutput> outputs) {
        this.outputs = outputs;
    }

    /** Any thread; the scanner begins it at its next round. */
    void show(String key, Pattern pattern) {
        next.set(new Shown(key, null, pattern));
    }

    /** Any thread; shown by the outputs of those keys that have one. */
    void prompt(List<String> keys, Pattern pattern) {
        nextPrompt.set(new Shown("", List.copyOf(keys), pattern));
    }

    /** Drives the outputs. The scanner's thread only. */
    void drive(long nowNanos) {
        if (next.get() != null) {
            showing = next.getAndSet(null);
            sinceNanos = nowNanos;
            prompt = null; // a key was pressed: the choice is made, or another one has begun
        }
        if (nextPrompt.get() != null) {
            prompt = nextPrompt.getAndSet(null);
            promptNanos = nowNanos;
        }
        Shown shown = showing;
        Shown asked = prompt;
        outputs.forEach((key, output) ->
                set(output, isOn(shown, key, nowNanos - sinceNanos) || isOn(asked, key, nowNanos - promptNanos)));
        if (shown != null && shown.pattern().isOver(nowNanos - sinceNanos)) {
            showing = null;
        }
        if (asked != null && asked.pattern().isOver(nowNanos - promptNanos)) {
            prompt = null;
        }
    }

    private boolean isOn(@Nullable Shown shown, String key, long elapsedNanos) {
        if (shown == null) {
            return false;
        }
        boolean own = shown.prompted() == null
                ? key.equals(shown.key()) || !outputs.containsKey(shown.key())
                : shown.prompted().contains(key);
        return own && shown.pattern().isOn(elapsedNanos);
    }

    /** When it has something to do next, in nanoseconds from now; {@link Long#MAX_VALUE} for nothing. The scanner's thread only. */
    long nanosToNextStep(long nowNanos) {
        if (next.get() != null || nextPrompt.get() != null) {
            return 0;
        }
        return Math.min(step(showing, nowNanos - sinceNanos), step(prompt, nowNanos - promptNanos));
    }

    private static long step(@Nullable Shown shown, long elapsedNanos) {
        return shown == null ? Long.MAX_VALUE : shown.pattern().nanosToNextStep(elapsedNanos);
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
