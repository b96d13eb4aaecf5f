package io.hallpulse.hardware.gpio;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that reads every pin of every panel and drives every lamp. It sleeps until a level changes; while any key is undecided
 * it samples all keys every 5 ms by the clock. A change only ends the sleep, and what decides is the level that is read: the kernel's
 * queue of changes may overflow, and its own debouncing would hide when a contact closed.
 */
final class PanelScanner {
    private static final Logger log = LoggerFactory.getLogger(PanelScanner.class);
    private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    /** A chip that is taken away does not end the sleep on every kernel, and no deadline may be missed by more. */
    private static final long LONGEST_SLEEP_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final long CLOSE_WAIT_MILLIS = 500;

    private final Supplier<Pins> opener;
    private final LongSupplier nanoClock;
    private final List<Panel> left = new ArrayList<>();
    private volatile List<Panel> panels = List.of();
    private volatile boolean stopped;
    private boolean reported; // the scanner's thread only
    private volatile @Nullable Pins pins;
    private @Nullable Thread thread;

    PanelScanner(Supplier<Pins> opener, LongSupplier nanoClock) {
        this.opener = opener;
        this.nanoClock = nanoClock;
    }

    /** How many samples make up a debounce time, at least one. */
    static int samples(Duration debounce) {
        return (int) Math.max(1, (debounce.toNanos() + PERIOD_NANOS - 1) / PERIOD_NANOS);
    }

    /** Takes a panel's pins, as far as they can be had, and begins to scan it. Any thread. */
    synchronized void join(Panel panel) {
        Pins open = pins == null ? opener.get() : pins;
        pins = open;
        panel.take(open, nanoClock.getAsLong());
        panels = Stream.concat(panels.stream(), Stream.of(panel)).toList();
        if (thread == null) {
            stopped = false;
            Thread scanner = new Thread(() -> run(open), "gpio-scanner");
            scanner.setDaemon(true);
            thread = scanner;
            scanner.start();
        } else {
            open.bell().ring();
        }
    }

    /** Scans a panel no longer; after the last one the thread stops and the pins are released. Any thread. */
    synchronized void leave(Panel panel) {
        boolean known = panels.contains(panel);
        panels = panels.stream().filter(other -> other != panel).toList();
        Thread scanner = thread;
        Pins open = pins;
        if (!known || scanner == null || open == null) {
            return;
        }
        left.add(panel);
        if (!panels.isEmpty()) {
            return; // the scanner may be reading it now, so its pins go with the last one
        }
        stopped = true;
        open.bell().ring();
        try {
            scanner.join(CLOSE_WAIT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        left.forEach(gone -> gone.release(open));
        left.clear();
        open.close();
        thread = null;
        pins = null;
    }

    /** Ends the scanner's sleep, since a lamp has something new to show. Any thread. */
    void ring() {
        Pins open = pins;
        if (open != null) {
            open.bell().ring();
        }
    }

    private void run(Pins open) {
        boolean moving = true;
        long sampleNanos = nanoClock.getAsLong();
        while (!stopped) {
            long now = nanoClock.getAsLong();
            List<Panel> scanned = panels;
            boolean sample = !moving || now - sampleNanos >= 0;
            for (int i = 0; i < scanned.size(); i++) {
                scanned.get(i).round(open, sample, now);
            }
            if (sample) {
                boolean late = !moving || now - (sampleNanos + PERIOD_NANOS) >= 0;
                sampleNanos =
                        (late ? now : sampleNanos) + PERIOD_NANOS; // rounds that a stall missed are not made up for
                moving = isMoving(scanned);
            }
            long rest = moving ? sampleNanos - now : LONGEST_SLEEP_NANOS;
            for (int i = 0; i < scanned.size(); i++) {
                Panel panel = scanned.get(i);
                rest = Math.min(rest, moving ? panel.lampRestNanos(now) : panel.restNanos(now));
            }
            sleep(open.bell(), rest - (nanoClock.getAsLong() - now), !moving);
        }
    }

    /** Where the kernel cannot report changes the pins are read every period instead: keys go on. */
    private void sleep(Bell bell, long nanos, boolean edges) {
        try {
            bell.await(nanos, edges);
        } catch (RuntimeException e) {
            if (!reported) {
                reported = true;
                log.error(
                        "gpio: the kernel cannot be waited for ({}); pins are read every 5 ms; report this",
                        e.getMessage());
            }
            LockSupport.parkNanos(PERIOD_NANOS);
        }
    }

    private static boolean isMoving(List<Panel> panels) {
        for (int i = 0; i < panels.size(); i++) {
            if (panels.get(i).isMoving()) {
                return true;
            }
        }
        return false;
    }
}
