package io.hallpulse.hardware.trial;

import io.hallpulse.hardware.Answer;
import io.hallpulse.hardware.InputHealth;
import io.hallpulse.hardware.InputSettings;
import io.hallpulse.hardware.KeyInput;
import io.hallpulse.hardware.KeyListener;
import io.hallpulse.hardware.KeyPress;
import io.hallpulse.hardware.health.Count;
import io.hallpulse.hardware.health.Counters;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** An input that presses by itself, as people do: each press at random, independent of the one before (exponential gaps). */
public final class SimulatedInput implements KeyInput {
    private static final double NANOS_PER_MINUTE = TimeUnit.MINUTES.toNanos(1);
    private static final long CLOSE_WAIT_MILLIS = 2000;

    private final InputSettings.Simulated settings;
    private final RandomGenerator random;
    private final LongSupplier nanoClock;
    private final Counters counters = new Counters();
    private volatile boolean closed;
    private volatile @Nullable Thread thread;
    private volatile @Nullable String lastKey;

    /** @param random used by this input's thread alone */
    public SimulatedInput(InputSettings.Simulated settings, RandomGenerator random, LongSupplier nanoClock) {
        this.settings = settings;
        this.random = random;
        this.nanoClock = nanoClock;
    }

    @Override
    public String id() {
        return settings.id();
    }

    @Override
    public void start(KeyListener listener) {
        Thread presser = new Thread(() -> press(listener), "simulated-" + id());
        presser.setDaemon(true);
        thread = presser;
        presser.start();
    }

    private void press(KeyListener listener) {
        try {
            while (!closed) {
                TimeUnit.NANOSECONDS.sleep((long) (random.nextExponential() * NANOS_PER_MINUTE / settings.perMinute()));
                String key = settings.keys().get(random.nextInt(settings.keys().size()));
                counters.add(Count.PRESSES);
                lastKey = key;
                listener.onKey(new KeyPress(id(), key, nanoClock.getAsLong()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed: the thread ends here
        }
    }

    @Override
    public void answer(KeyPress press, Answer answer) {
        counters.add(answer);
    }

    @Override
    public InputHealth health() {
        return new InputHealth(InputHealth.State.OK, null, counters.snapshot(), lastKey);
    }

    @Override
    public void close() {
        closed = true;
        Thread presser = thread;
        if (presser == null) {
            return;
        }
        presser.interrupt();
        try {
            presser.join(CLOSE_WAIT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
