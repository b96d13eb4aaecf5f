package io.hallpulse.agent.trial;

import io.hallpulse.agent.config.InputConfig;
import io.hallpulse.contract.Level;
import io.hallpulse.hardware.Answer;
import io.hallpulse.hardware.InputSettings;
import io.hallpulse.hardware.KeyInput;
import io.hallpulse.hardware.KeyInputs;
import io.hallpulse.hardware.KeyPress;
import io.hallpulse.runtime.program.OperationFailed;
import java.io.InputStream;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A technician's session in which the keys of one input after the other are learned. The presses are answered as
 * those of a counter that is out of service: the meter is acknowledged, so that it does not send them again and again, but nobody is thanked.
 */
public final class LearningSession {
    private static final String SKIP = "skip";
    private static final long POLL_MILLIS = 100;

    /** What may come while a key is wanted. */
    private sealed interface Incoming {}

    private record Pressed(String key, boolean simultaneous) implements Incoming {}

    private record Typed(String word) implements Incoming {}

    private record Ended() implements Incoming {}

    private final PrintWriter out;
    private final LongSupplier nanos;
    private final Duration patience;
    private final BlockingQueue<Incoming> incoming = new LinkedBlockingQueue<>();

    /**
     * @param nanos on the scale of {@link System#nanoTime()}
     * @param patience for one key
     */
    public LearningSession(PrintWriter out, LongSupplier nanos, Duration patience) {
        this.out = out;
        this.nanos = nanos;
        this.patience = patience;
        TypedLines.read(System.in, word -> incoming.add(new Typed(word)), () -> incoming.add(new Ended()));
    }

    /**
     * Learns an input's keys.
     *
     * @param levels in the order in which their keys are wanted
     * @throws OperationFailed with one line, when the map is incomplete or a key stands for two levels
     */
    public Map<String, Integer> learn(InputConfig input, List<Level> levels) throws InterruptedException {
        print(String.format(Locale.ROOT, "输入 input %s, 窗口 window %s", input.id(), input.window()));
        Learning learning = new Learning(levels);
        incoming.removeIf(Pressed.class::isInstance);
        if (input.keyboard() != null) {
            prompt(learning, input);
        } else {
            InputSettings settings = input.settings();
            try (KeyInput device = KeyInputs.create(
                            List.of(settings), nanos, InputStream.nullInputStream(), Random::new)
                    .get(0)) {
                device.start(press -> pressed(device, press));
                List<String> faults = OpenedDevices.faults(List.of(device), nanos);
                if (!faults.isEmpty()) {
                    throw new OperationFailed(String.join("; ", faults));
                }
                prompt(learning, input);
            }
        }
        if (learning.keys().isEmpty()) {
            throw new OperationFailed("input " + input.id() + " has no key at all");
        }
        return learning.keys();
    }

    private void pressed(KeyInput device, KeyPress press) {
        incoming.add(new Pressed(press.key(), press.simultaneous()));
        device.answer(press, Answer.OUT_OF_SERVICE);
    }

    private void prompt(Learning learning, InputConfig input) throws InterruptedException {
        boolean typed = input.keyboard() != null;
        for (Level level = learning.wanted(); level != null; level = learning.wanted()) {
            print(String.format(
                    Locale.ROOT,
                    "请按 %d %s (没有此键请输入 skip)  press the key for %d %s (type skip if there is none)",
                    level.number(),
                    level.chinese(),
                    level.number(),
                    level.english()));
            String key = nextKey(typed, "level " + level.number() + " of input " + input.id());
            if (key == null) {
                learning.skip();
                print("  跳过 skipped");
            } else {
                learning.take(key);
                print("  按键 key " + key);
                awaitQuiet(key, input.retransmit());
            }
        }
    }

    /** The key that is pressed next, null where the technician skips it. */
    private @Nullable String nextKey(boolean typed, String wanted) throws InterruptedException {
        long end = nanos.getAsLong() + patience.toNanos();
        for (long now = nanos.getAsLong(); now < end; now = nanos.getAsLong()) {
            Incoming next = incoming.poll(end - now, TimeUnit.NANOSECONDS);
            if (next instanceof Pressed press) {
                if (!press.simultaneous()) {
                    return press.key();
                }
                print("  两个键同时按下，请只按一个 two keys at once, press one");
            } else if (next instanceof Typed word) {
                if (word.word().equals(SKIP)) {
                    return null;
                } else if (typed) {
                    return word.word();
                }
                print("  请按键，或输入 skip  press a key, or type skip");
            } else if (next instanceof Ended && typed) {
                throw new OperationFailed("standard input ended before the key of " + wanted);
            }
        }
        throw new OperationFailed("no key came for " + wanted + " within " + patience.toSeconds() + "s");
    }

    /** Lets a meter end what it may send again: the same key, until it is quiet for so long, is no second press. */
    private void awaitQuiet(String key, Duration quiet) throws InterruptedException {
        long end = nanos.getAsLong() + quiet.toNanos();
        for (long now = nanos.getAsLong(); now < end; now = nanos.getAsLong()) {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            if (incoming.removeIf(
                    next -> next instanceof Pressed press && press.key().equals(key))) {
                end = nanos.getAsLong() + quiet.toNanos();
            }
        }
    }

    private void print(String line) {
        out.println(line);
        out.flush();
    }
}
