package io.hallpulse.agent.testkit;

import io.hallpulse.agent.clock.Moment;
import io.hallpulse.agent.clock.TerminalClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Stands still until it is moved. */
public final class MovableClock implements TerminalClock {
    public static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
    private static final long START_NANOS = TimeUnit.HOURS.toNanos(1);

    private final AtomicLong nanos = new AtomicLong(START_NANOS);
    private volatile Duration wallOffset = Duration.ZERO;
    private volatile boolean synced = true;
    private volatile String boot = "9f1c0d2a7b3e4455";

    public void advance(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    /** Sets the wall clock alone, forward or back. */
    public void stepWall(Duration by) {
        wallOffset = wallOffset.plus(by);
    }

    public void synced(boolean now) {
        synced = now;
    }

    /** As after a reboot, except that time goes on. */
    public void reboot(String newBoot) {
        boot = newBoot;
    }

    @Override
    public long nanos() {
        return nanos.get();
    }

    @Override
    public Moment momentOf(long at) {
        return new Moment(
                START.plus(wallOffset).plusNanos(at - START_NANOS), TimeUnit.NANOSECONDS.toMillis(at), synced);
    }

    @Override
    public String boot() {
        return boot;
    }
}
