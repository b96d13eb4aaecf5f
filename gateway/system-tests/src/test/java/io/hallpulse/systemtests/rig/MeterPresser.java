package io.hallpulse.systemtests.rig;

import io.hallpulse.hardware.testkit.PlayedFf68Meter;
import io.hallpulse.hardware.testkit.Pty;
import java.time.Duration;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * People at a meter, one after the other: each presses a key and waits for the thanks, now and then one goes without. The meter sends
 * its key again until it is acknowledged. A key rests for longer than the retransmission interval before it is pressed again, so that
 * whatever comes back is of one press; and the key that was thanked last before the agent died rests until it can no longer be taken for
 * the meter sending again: an agent that died in the moment of its thanks cannot know that they were heard.
 */
final class MeterPresser implements AutoCloseable {
    private static final Duration RESEND = Duration.ofMillis(250);
    private static final long REST_MILLIS = RigTerminal.RETRANSMIT_MILLIS + 300;
    private static final int KEYS = 4;
    private static final int NONE = -1;
    /** After the agent has started. */
    private static final long SUSPECT_MILLIS = 3000;

    private static final int ONE_IN_SO_MANY_GOES = 40;

    private final RigTerminal terminal;
    private final String input;
    private final Pty cable;
    private final PlayedFf68Meter meter;
    private final Queue<Pressed> history;
    private final Random random;
    private final long paceMillis;
    private final BlockingQueue<Integer> thanks = new LinkedBlockingQueue<>();
    private final AtomicReference<@Nullable Runnable> atNextThanks = new AtomicReference<>();
    private final long[] restsUntil = new long[KEYS];
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "people");
    private volatile boolean open;
    private volatile int lastKey = NONE;
    private volatile int suspect = NONE;
    private volatile long suspectUntilMillis;

    /** @param paceMillis between the thanks and the next press, on average */
    MeterPresser(RigTerminal terminal, int index, Queue<Pressed> history, long seed, long paceMillis) {
        this.terminal = terminal;
        this.input = terminal.name + "-" + index;
        this.cable = terminal.cables.get(index);
        this.meter = new PlayedFf68Meter(cable, 5, RESEND);
        this.history = history;
        this.random = new Random(seed);
        this.paceMillis = paceMillis;
        meter.whenAcknowledged(this::thanked);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Something to do in the very moment of the next thanks. */
    void atNextThanks(Runnable deed) {
        atNextThanks.set(deed);
    }

    /** Whether a key waits for its thanks. */
    boolean isOpen() {
        return open;
    }

    /** Drops what the port has not read, unless a key waits for its thanks. */
    void dropWhatIsThanked() {
        if (!open) {
            cable.discardUnread();
        }
    }

    /** The agent was killed, or will be while the thanks of this press are on their way. */
    void agentDied() {
        suspect = lastKey;
        suspectUntilMillis = Long.MAX_VALUE;
    }

    private void thanked(int key) {
        open = false;
        lastKey = key;
        if (suspect != NONE && suspectUntilMillis == Long.MAX_VALUE) {
            suspectUntilMillis = RigClock.monoMillis() + SUSPECT_MILLIS;
        }
        Runnable deed = atNextThanks.getAndSet(null);
        if (deed != null) {
            deed.run();
        }
        thanks.add(key);
    }

    private void run() {
        try {
            while (!stop.await(paceMillis / 2 + random.nextInt((int) paceMillis), TimeUnit.MILLISECONDS)) {
                press(restedKey());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private int restedKey() throws InterruptedException {
        int first = random.nextInt(KEYS);
        while (true) {
            long now = RigClock.monoMillis();
            for (int i = 0; i < KEYS; i++) {
                int key = (first + i) % KEYS;
                if (restsUntil[key] <= now && (key != suspect || suspectUntilMillis <= now)) {
                    return key;
                }
            }
            stop.await(20, TimeUnit.MILLISECONDS);
        }
    }

    private void press(int key) throws InterruptedException {
        boolean goes = random.nextInt(ONE_IN_SO_MANY_GOES) == 0;
        long patience = goes ? 100 + random.nextInt(1500) : Long.MAX_VALUE;
        thanks.clear();
        open = true;
        long from = RigClock.monoMillis();
        meter.press(key);
        boolean thanked = false;
        while (!thanked && RigClock.monoMillis() - from < patience && !isGivenUp(from)) {
            thanked = thanks.poll(Math.min(patience, 500), TimeUnit.MILLISECONDS) != null;
        }
        if (!thanked) {
            meter.giveUp();
            thanked = thanks.poll() != null; // in the last moment
        }
        open = false;
        long until = RigClock.monoMillis();
        restsUntil[key] = until + REST_MILLIS;
        history.add(new Pressed(terminal.name, input, input, String.valueOf(key), 5 - key, from, until, thanked));
    }

    /** After the end people wait a minute more for what they have pressed. */
    private boolean isGivenUp(long from) {
        return stop.getCount() == 0 && RigClock.monoMillis() - from > 60_000;
    }

    /** Nobody presses any more; waits for the last press's thanks. */
    void finish() {
        stop.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        finish();
        meter.close();
    }
}
