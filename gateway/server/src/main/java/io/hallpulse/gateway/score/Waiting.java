package io.hallpulse.gateway.score;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The windows that hold ratings back, each with since when its next batch waits. Any thread. */
final class Waiting {
    private final Map<WindowKey, Since> windows = new ConcurrentHashMap<>();

    /**
     * One window.
     *
     * @param nanos when the first rating of its next batch was counted
     * @param unread whether any was counted since the window was last looked at
     */
    private record Since(long nanos, boolean unread) {}

    void counted(WindowKey window, long nowNanos) {
        windows.merge(window, new Since(nowNanos, true), (before, now) -> new Since(before.nanos, true));
    }

    /** The windows of a hall that are to be looked at: something was counted, and its delay has passed. */
    Set<WindowKey> take(String hall, long delayNanos, long nowNanos) {
        Set<WindowKey> due = new HashSet<>();
        windows.forEach((window, since) -> {
            if (window.hall().equals(hall) && since.unread && nowNanos - since.nanos >= delayNanos) {
                due.add(window);
            }
        });
        due.forEach(window -> windows.computeIfPresent(window, (key, since) -> new Since(since.nanos, false)));
        return due;
    }

    /** Looking at it failed. */
    void again(WindowKey window) {
        windows.computeIfPresent(window, (key, since) -> new Since(since.nanos, true));
    }

    /**
     * A window was looked at.
     *
     * @param moved whether a batch was published
     * @param left whether ratings are held back still
     */
    void read(WindowKey window, boolean moved, boolean left, long nowNanos) {
        if (moved || !left) {
            windows.computeIfPresent(window, (key, since) -> left || since.unread ? new Since(nowNanos, true) : null);
        }
    }
}
