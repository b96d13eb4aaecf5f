package io.hallpulse.gateway.score;

import io.hallpulse.domain.count.TallyKey;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Which windows were counted anew, and how often. Ingest writes, readers never hold it up. Any thread. */
final class Changes {
    private final Map<Window, Long> counters = new ConcurrentHashMap<>();

    private record Window(String hall, String id) {}

    void add(Set<TallyKey> tallied) {
        Set<Window> windows = new HashSet<>();
        tallied.forEach(key -> windows.add(new Window(key.hall(), key.window())));
        windows.forEach(window -> counters.merge(window, 1L, Long::sum));
    }

    /** The number of the last change of a window. Read before its counts are. */
    long last(String hall, String window) {
        return counters.getOrDefault(new Window(hall, window), 0L);
    }
}
