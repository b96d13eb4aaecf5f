package io.hallpulse.agent.clock;

import io.hallpulse.runtime.clock.ClockSync;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * The machine's clocks. Monotonic time is that of the boot, {@code /proc/uptime}, carried on by {@link System#nanoTime()}. Whether
 * the wall clock is synced is checked once a second at most: see {@link ClockSync}.
 */
public final class SystemClock implements TerminalClock {
    private static final Path UPTIME = Path.of("/proc/uptime");
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");
    private static final long SYNC_CHECK_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Clock wall = Clock.systemUTC();
    private final ClockSync sync = new ClockSync();
    private final String boot;
    private final long bootNanos;
    private long syncCheckedNanos;
    private boolean synced;

    /** @throws UncheckedIOException where this is no Linux */
    public SystemClock() {
        try {
            boot = Files.readString(BOOT_ID).replace("-", "").substring(0, 16);
            String uptimeSeconds = Files.readString(UPTIME).split(" ", 2)[0];
            bootNanos = System.nanoTime() - (long) (Double.parseDouble(uptimeSeconds) * TimeUnit.SECONDS.toNanos(1));
        } catch (IOException e) {
            throw new UncheckedIOException("the boot's clock cannot be read: " + e.getMessage(), e);
        }
        syncCheckedNanos = System.nanoTime();
        synced = sync.isSynced();
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public Moment momentOf(long nanos) {
        long now = System.nanoTime();
        Instant at = wall.instant().minusNanos(now - nanos);
        return new Moment(at, TimeUnit.NANOSECONDS.toMillis(nanos - bootNanos), isSynced(now));
    }

    @Override
    public String boot() {
        return boot;
    }

    private synchronized boolean isSynced(long now) {
        if (now - syncCheckedNanos >= SYNC_CHECK_NANOS) {
            syncCheckedNanos = now;
            synced = sync.isSynced();
        }
        return synced;
    }
}
