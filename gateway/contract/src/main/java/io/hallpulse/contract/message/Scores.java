package io.hallpulse.contract.message;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gateway to anyone, retained: a window's score. While {@code total} is under the hall's minimum everything but {@code total} is null.
 *
 * @param period {@code today}, {@code hour}, {@code week}, {@code month} or {@code all}
 * @param n ratings by level, keys "5" to "1"
 * @param total the sum of {@code n}
 * @param satisfaction 0 to 1
 * @param bad 0 to 1
 * @param mean 2 to 10
 * @param index 0 to 100
 */
@JsonPropertyOrder({"v", "hall", "window", "asOf", "period", "n", "total", "satisfaction", "bad", "mean", "index"})
public record Scores(
        int v,
        String hall,
        String window,
        Instant asOf,
        String period,
        @Nullable Map<String, Long> n,
        long total,
        @Nullable Double satisfaction,
        @Nullable Double bad,
        @Nullable Double mean,
        @Nullable Double index) {}
