package io.hallpulse.runtime.log;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * A log of distinct faults: each is logged at once when it is new, and then only counted. The count is logged a minute later at the
 * earliest, and after each time twice as long, up to an hour; so faults that alternate or come and go flood no log. A fault that did not
 * occur for an hour is new again. Of more than {@value #MOST_LINES} distinct ones the others are logged as one. Any thread.
 */
public final class DistinctLog {
    private static final int MOST_LINES = 32;
    private static final String OTHERS = "one of many other faults";
    private static final long FIRST_QUIET_NANOS = Duration.ofMinutes(1).toNanos();
    private static final long LONGEST_QUIET_NANOS = Duration.ofHours(1).toNanos();

    private static final class Line {
        private long loggedNanos;
        private long lastNanos;
        private long quietNanos = FIRST_QUIET_NANOS;
        private long times;
        private String newest = "";
        private final boolean fault;

        private Line(boolean fault) {
            this.fault = fault;
        }
    }

    private final Logger log;
    private final LongSupplier nanoClock;
    private final Map<String, Line> lines = new LinkedHashMap<>();

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
        reportCounts(now);
        String name = lines.containsKey(kind) || lines.size() < MOST_LINES ? kind : OTHERS;
        Line known = lines.get(name);
        if (known == null) {
            known = new Line(fault);
            known.loggedNanos = now;
            lines.put(name, known);
            if (fault) {
                log.warn("{}", line, trace);
            } else {
                log.info("{}", line);
            }
        } else {
            known.times++;
        }
        known.newest = line;
        known.lastNanos = now;
    }

    /** Logs the counts that are due; to be called now and then, since a fault that has ended does not call. */
    public synchronized void reportCounts() {
        if (!lines.isEmpty()) {
            reportCounts(nanoClock.getAsLong());
        }
    }

    private void reportCounts(long now) {
        for (Line known : lines.values()) {
            if (known.times > 0 && now - known.loggedNanos >= known.quietNanos) {
                String counted = known.times + " times more: " + known.newest;
                if (known.fault) {
                    log.warn(counted);
                } else {
                    log.info(counted);
                }
                known.times = 0;
                known.loggedNanos = now;
                known.quietNanos = Math.min(2 * known.quietNanos, LONGEST_QUIET_NANOS);
            }
        }
        lines.values().removeIf(known -> known.times == 0 && now - known.lastNanos >= LONGEST_QUIET_NANOS);
    }
}
