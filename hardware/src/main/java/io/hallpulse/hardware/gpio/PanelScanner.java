package io.hallpulse.hardware.gpio;

import com.pi4j.exception.Pi4JException;
import io.hallpulse.hardware.HardwareUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that samples every pin of every panel, every 5 ms. Reading levels ourselves rather than waiting for Pi4J's
 * events is deliberate: its event thread may silently never start, and its debounce hides when a contact closed.
 */
final class PanelScanner {
    private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long CLOSE_WAIT_MILLIS = 500;

    private final Supplier<Pins> opener;
    private final LongSupplier nanoClock;
    private volatile List<Panel> panels = List.of();
    private @Nullable Pins pins;
    private @Nullable Thread thread;

    PanelScanner(Supplier<Pins> opener, LongSupplier nanoClock) {
        this.opener = opener;
        this.nanoClock = nanoClock;
    }

    /** How many samples make up a debounce time, at least one. */
    static int samples(Duration debounce) {
        return (int) Math.max(1, (debounce.toNanos() + PERIOD_NANOS - 1) / PERIOD_NANOS);
    }

    /** Begins to scan a panel. Throws {@link HardwareUnavailableException} when its pins cannot be had. Any thread. */
    synchronized void join(Panel panel) {
        Pins open = pins == null ? opener.get() : pins;
        pins = open;
        try {
            panel.take(open);
        } catch (Pi4JException | IllegalStateException | LinkageError e) {
            throw new HardwareUnavailableException("panel " + panel.id() + ": a pin cannot be had (" + e
                    + "); check the pins, and that no other program uses them");
        }
        panels = Stream.concat(panels.stream(), Stream.of(panel)).toList();
        if (thread == null) {
            Thread scanner = new Thread(this::run, "gpio-scanner");
            scanner.setDaemon(true);
            thread = scanner;
            scanner.start();
        }
    }

    /** Scans a panel no longer; after the last one the thread stops and the pins are released. Any thread. */
    synchronized void leave(Panel panel) {
        panels = panels.stream().filter(other -> other != panel).toList();
        Thread scanner = thread;
        Pins open = pins;
        if (!panels.isEmpty() || scanner == null || open == null) {
            return;
        }
        scanner.interrupt();
        try {
            scanner.join(CLOSE_WAIT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        open.close();
        thread = null;
        pins = null;
    }

    private void run() {
        long next = nanoClock.getAsLong();
        while (!Thread.currentThread().isInterrupted()) {
            long now = nanoClock.getAsLong();
            List<Panel> scanned = panels;
            for (int i = 0; i < scanned.size(); i++) {
                scanned.get(i).scan(now);
            }
            next = Math.max(next + PERIOD_NANOS, now); // after a stall the missed rounds are not made up for
            LockSupport.parkNanos(next - nanoClock.getAsLong());
        }
    }
}
