package io.hallpulse.hardware.testkit;

import io.hallpulse.hardware.player.MeterPlayer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Presses a meter's keys in turn, at a pace, until it is lifted. A finger that could not press says so then. */
public final class Finger implements AutoCloseable {
    private final MeterPlayer meter;
    private final List<String> keys;
    private final ScheduledExecutorService hand = Executors.newSingleThreadScheduledExecutor();
    private final Future<?> pressing;
    private int presses;

    /**
     * Begins to press.
     *
     * @param pace from one press to the next
     */
    public Finger(MeterPlayer meter, List<String> keys, Duration pace) {
        this.meter = meter;
        this.keys = List.copyOf(keys);
        this.pressing = hand.scheduleWithFixedDelay(this::press, 0, pace.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void press() {
        try {
            meter.press(keys.get(presses++ % keys.size()));
        } catch (Exception e) {
            throw new IllegalStateException("press " + presses + ": " + e.getMessage(), e);
        }
    }

    /** Lifts it. */
    @Override
    public void close() throws InterruptedException {
        boolean pressed = pressing.cancel(false);
        hand.shutdown();
        if (!pressed) {
            try {
                pressing.get();
            } catch (ExecutionException e) {
                throw new AssertionError("the finger stopped: " + e.getMessage(), e);
            }
        }
    }
}
