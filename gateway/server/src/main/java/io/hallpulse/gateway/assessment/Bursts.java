package io.hallpulse.gateway.assessment;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Finds votes that come in bursts: {@value #LEAST} or more that say the same within ten minutes. It knows no envelope, and is in memory alone.
 * The thread of the writer.
 */
final class Bursts {
    static final int LEAST = 10;

    private static final long SPAN_MILLIS = Duration.ofMinutes(10).toMillis();
    private static final int MOST_KEPT = 5000;

    private final InstantSource clock;
    private final Map<String, Deque<Long>> times = new LinkedHashMap<>(16, 0.75f, true);

    Bursts(InstantSource clock) {
        this.clock = clock;
    }

    /** How many more votes are in a burst now that one came which says the same as others with this digest. */
    int add(String digest) {
        Deque<Long> lately = times.computeIfAbsent(digest, first -> new ArrayDeque<>());
        long now = clock.millis();
        while (!lately.isEmpty() && now - lately.peekFirst() >= SPAN_MILLIS) {
            lately.removeFirst();
        }
        lately.addLast(now);
        if (times.size() > MOST_KEPT) {
            times.remove(times.keySet().iterator().next());
        }
        return lately.size() == LEAST ? LEAST : lately.size() > LEAST ? 1 : 0;
    }
}
