package io.hallpulse.runtime.log;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Says each distinct fault at once when it is new, then only counts it and tells the count a minute later at the earliest, and after
 * each time twice as long, up to an hour; so faults that alternate or come and go flood no log. A fault unheard of for an hour is new
 * again. Of more than {@value #MOST_LINES} distinct ones the others are told as one. Any thread.
 */
public final class DistinctLog {
    private static final int MOST_LINES = 32;
    private static final String OTHERS = "one of many other faults";
    private static final long FIRST_QUIET_NANOS = Duration.ofMinutes(1).toNanos();
    private static final long LONGEST_QUIET_NANOS = Duration.ofHours(1).toNanos();

    private static final class Told {
        private long atNanos;
        private long lastNanos;
        private long quietNanos = FIRST_QUIET_NANOS;
        private long times;
        private String newest = "";
        private final boolean fault;

        private Told(boolean fault) {
            this.fault = fault;
        }
    }

    private final Logger log;
    private final LongSupplier nanoClock;
    private final Map<String, Told> lines = new LinkedHashMap<>();

    /** @param nanoClock monotonic, in nanoseconds */
    public DistinctLog(Logger log, LongSupplier nanoClock) {
        this.log = log;
        this.nanoClock = nanoClock;
    }

    public void fault(String line) {
        fault(line, null);
    }

    /**
     * Logs a fault that is new, and counts it from then on.
     *
     * @param trace whose stack is printed when the fault is new; null for a fault that is expected
     */
    public void fault(String line, @Nullable Throwable trace) {
        fault(line, line, trace);
    }

    /**
     * Likewise for a kind of fault.
     *
     * @param kind what makes it distinct, where its line also names whom it concerns
     */
    public void fault(String kind, String line, @Nullable Throwable trace) {
        line(kind, line, trace, true);
    }

    /** Logs, at the level of information, that a fault is over; counted as faults are, since both come and go together. */
    public void over(String line) {
        line(line, line, null, false);
    }

    private synchronized void line(String kind, String line, @Nullable Throwable trace, boolean fault) {
        long now = nanoClock.getAsLong();
        tell(now);
        String name = lines.containsKey(kind) || lines.size() < MOST_LINES ? kind : OTHERS;
        Told told = lines.get(name);
        if (told == null) {
            told = new Told(fault);
            told.atNanos = now;
            lines.put(name, told);
            if (fault) {
                log.warn("{}", line, trace);
            } else {
                log.info("{}", line);
            }
        } else {
            told.times++;
        }
        told.newest = line;
        told.lastNanos = now;
    }

    /** Tells the counts that are due; to be called now and then, since a fault that has ended does not call. */
    public synchronized void tell() {
        if (!lines.isEmpty()) {
            tell(nanoClock.getAsLong());
        }
    }

    private void tell(long now) {
        for (Told told : lines.values()) {
            if (told.times > 0 && now - told.atNanos >= told.quietNanos) {
                String counted = told.times + " times more: " + told.newest;
                if (told.fault) {
                    log.warn(counted);
                } else {
                    log.info(counted);
                }
                told.times = 0;
                told.atNanos = now;
                told.quietNanos = Math.min(2 * told.quietNanos, LONGEST_QUIET_NANOS);
            }
        }
        lines.values().removeIf(told -> told.times == 0 && now - told.lastNanos >= LONGEST_QUIET_NANOS);
    }
}
