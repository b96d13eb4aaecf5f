package io.hallpulse.gateway.score;

import io.hallpulse.domain.directory.Name;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A window's score over a period. While {@code total} is under the hall's minimum, {@code n} and the four figures are null.
 *
 * @param n ratings by level, keys "5" to "1" in that order
 * @param total the sum of {@code n}
 * @param satisfaction 0 to 1, three decimals
 * @param bad 0 to 1, three decimals
 * @param mean 2 to 10, two decimals
 * @param index 0 to 100, one decimal
 * @param trend {@code up} or {@code down} where the satisfaction of today differs from that of the seven days before by more than chance explains
 * @param stale whether a terminal whose last status names the window is silent, or has presses waiting, for longer than the hall allows
 * @param age seconds since any such terminal last sent a message, null where none ever did
 * @param paused whether all such terminals stopped cleanly with nothing waiting
 * @param staff who serves there as the directory has it, or null
 */
public record WindowScore(
        String window,
        Name name,
        String department,
        @Nullable Map<String, Long> n,
        long total,
        @Nullable Double satisfaction,
        @Nullable Double bad,
        @Nullable Double mean,
        @Nullable Double index,
        @Nullable String trend,
        boolean stale,
        @Nullable Long age,
        boolean paused,
        @Nullable Server staff) {
    /**
     * Who serves at a window.
     *
     * @param stars 0 to 5 as the site awards them, or null
     */
    public record Server(Name name, @Nullable Integer stars) {}

    /** With who serves there. */
    WindowScore servedBy(@Nullable Server server) {
        return new WindowScore(
                window, name, department, n, total, satisfaction, bad, mean, index, trend, stale, age, paused, server);
    }

    /** Growing older is no change. */
    WindowScore ageless() {
        return new WindowScore(
                window, name, department, n, total, satisfaction, bad, mean, index, trend, stale, null, paused, staff);
    }
}
