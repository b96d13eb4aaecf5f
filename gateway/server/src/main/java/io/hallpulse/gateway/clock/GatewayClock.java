package io.hallpulse.gateway.clock;

import io.hallpulse.gateway.fault.Fault;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.slf4j.LoggerFactory;

/**
 * The gateway's wall clock, and whether it can be believed. It cannot once it is behind a time that it gave before, in this
 * process or to the database: then either was wrong, and it takes the kernel's word that the clock is synced now, or the passing of
 * that time, to believe it again. Where the site wants it so, it is believed only while the kernel calls it synced. Any thread.
 */
public final class GatewayClock implements InstantSource {
    /** What synchronization may take back without a step worth the name. */
    static final long TOLERANCE_MILLIS = Duration.ofSeconds(2).toMillis();
    /** How long a clock that stepped back must have been called synced. */
    static final long SETTLED_NANOS = Duration.ofMinutes(1).toNanos();

    private static final long CHECK_NANOS = Duration.ofSeconds(1).toNanos();

    private final InstantSource wall;
    private final LongSupplier nanos;
    private final BooleanSupplier kernelSynced;
    private final boolean mustBeSynced;
    private final Fault fault = new Fault(LoggerFactory.getLogger(GatewayClock.class), "clock");
    private long latestMillis;
    private boolean synced;
    private long checkedNanos;
    private boolean behind;
    private long settlingNanos;

    /**
     * A clock.
     *
     * @param nanos a clock that never steps
     * @param kernelSynced whether the kernel calls the wall clock synced; read once a second at most
     * @param mustBeSynced whether it is believed only then
     * @param latestMillis the latest time that an earlier process stored, milliseconds since 1970
     */
    public GatewayClock(
            InstantSource wall,
            LongSupplier nanos,
            BooleanSupplier kernelSynced,
            boolean mustBeSynced,
            long latestMillis) {
        this.wall = wall;
        this.nanos = nanos;
        this.kernelSynced = kernelSynced;
        this.mustBeSynced = mustBeSynced;
        this.latestMillis = latestMillis;
        this.checkedNanos = nanos.getAsLong();
        this.synced = kernelSynced.getAsBoolean();
        this.settlingNanos = checkedNanos;
        instant();
    }

    @Override
    public synchronized Instant instant() {
        Instant now = wall.instant();
        update(now.toEpochMilli(), nanos.getAsLong());
        return now;
    }

    /** Whether the time can be believed. */
    public boolean isRight() {
        return reason().isEmpty();
    }

    /** Why it cannot be, in one line with the mend. */
    public synchronized Optional<String> reason() {
        instant();
        return fault.current();
    }

    private void update(long nowMillis, long nowNanos) {
        if (nowNanos - checkedNanos >= CHECK_NANOS) {
            checkedNanos = nowNanos;
            synced = kernelSynced.getAsBoolean();
        }
        if (nowMillis < latestMillis - TOLERANCE_MILLIS && !behind) {
            behind = true;
            settlingNanos = nowNanos;
        }
        if (!synced) {
            settlingNanos = nowNanos;
        }
        if (nowMillis >= latestMillis || (behind && nowNanos - settlingNanos >= SETTLED_NANOS)) {
            behind = false;
            latestMillis = nowMillis;
        }
        if (behind) {
            fault.occurred("it stepped back, from " + Instant.ofEpochMilli(latestMillis)
                    + "; live scores wait until it is past that or synced; let NTP keep it");
        } else if (mustBeSynced && !synced) {
            fault.occurred("the kernel calls it unsynced; live scores wait; let NTP keep it, or set clock: trusted");
        } else {
            fault.over();
        }
    }
}
