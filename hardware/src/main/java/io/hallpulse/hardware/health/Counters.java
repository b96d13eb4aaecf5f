package io.hallpulse.hardware.health;

import io.hallpulse.hardware.Answer;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLongArray;

/** Counts since the start; any thread may add and read. */
public final class Counters {
    private final AtomicLongArray counts = new AtomicLongArray(Count.values().length);

    public void add(Count count) {
        add(count, 1);
    }

    public void add(Count count, long howMany) {
        counts.addAndGet(count.ordinal(), howMany);
    }

    public void add(Answer answer) {
        add(
                switch (answer) {
                    case STORED -> Count.STORED;
                    case ALREADY_COUNTED -> Count.ALREADY_COUNTED;
                    case NOT_STORED -> Count.NOT_STORED;
                    case OUT_OF_SERVICE -> Count.OUT_OF_SERVICE;
                });
    }

    public long get(Count count) {
        return counts.get(count.ordinal());
    }

    /** Labels to counts: presses always, the others once they have happened. */
    public Map<String, Long> snapshot() {
        Map<String, Long> snapshot = new TreeMap<>();
        for (Count count : Count.values()) {
            long value = get(count);
            if (value > 0 || count == Count.PRESSES) {
                snapshot.put(count.label(), value);
            }
        }
        return snapshot;
    }
}
