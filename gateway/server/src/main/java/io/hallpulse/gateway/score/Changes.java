package io.hallpulse.gateway.score;

import io.hallpulse.domain.directory.Hall;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Which windows' published figures moved, and how often. Writers never wait, readers never hold them up. Any thread. */
final class Changes {
    private final Map<WindowKey, Long> counters = new ConcurrentHashMap<>();

    void add(Set<WindowKey> windows) {
        windows.forEach(window -> counters.merge(window, 1L, Long::sum));
    }

    /** The number of all changes of a hall. */
    long ofHall(Hall hall) {
        return hall.windows().keySet().stream()
                .mapToLong(window -> last(hall.id(), window))
                .sum();
    }

    /** The number of the last change of a window. Read before its counts are. */
    long last(String hall, String window) {
        return counters.getOrDefault(new WindowKey(hall, window), 0L);
    }
}
