package io.hallpulse.web.live;

import io.hallpulse.web.Option;
import io.hallpulse.web.Words;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The scores of a hall's windows over a period, as they are published.
 *
 * @param period the word of the period that is shown
 * @param asOf when that was
 * @param total ratings of all windows whose score is shown
 * @param satisfaction of all of them, 0 to 1, null where there is none
 * @param minimum ratings that a window needs for a score
 * @param counted whether ratings that are not published are in it, as auditors may read them
 */
public record LiveView(
        String period,
        Instant asOf,
        ZoneId zone,
        long total,
        @Nullable Double satisfaction,
        int minimum,
        boolean counted,
        List<Row> windows) {
    /** Words of the periods that can be chosen, with their names. */
    public static final List<Option> PERIODS = List.of(
            new Option("today", "今日", "Today"),
            new Option("hour", "本小时", "This hour"),
            new Option("week", "本周", "This week"),
            new Option("month", "本月", "This month"),
            new Option("all", "全部", "All time"));

    public LiveView {
        windows = List.copyOf(windows);
    }

    /**
     * A window.
     *
     * @param n ratings by level, null where there are too few
     * @param satisfaction share of good ratings, 0 to 1
     * @param bad share of bad ones
     * @param mean 2 to 10
     * @param index 0 to 100
     * @param stale whether its terminal is silent or behind
     */
    public record Row(
            String id,
            String zh,
            String en,
            @Nullable Map<String, Long> n,
            long total,
            @Nullable Double satisfaction,
            @Nullable Double bad,
            @Nullable Double mean,
            @Nullable Double index,
            boolean stale) {
        public String name(Words t) {
            return t.of(zh, en);
        }
    }
}
