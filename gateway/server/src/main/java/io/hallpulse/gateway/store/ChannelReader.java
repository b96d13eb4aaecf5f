package io.hallpulse.gateway.store;

import io.hallpulse.domain.channel.Channel;
import io.hallpulse.domain.directory.Hall;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Jdbi;

/** Counts of ratings of other channels. Any thread. */
public final class ChannelReader {
    private static final String COUNTED = "select channel, window_id, level, count(*) from channel_rating"
            + " where hall = :hall and at_millis >= :from and at_millis < :to and received_millis < :received"
            + " group by channel, window_id, level";

    private static final String REASONS = "select window_id, reasons from channel_rating where hall = :hall"
            + " and at_millis >= :from and at_millis < :to and level <= 2 and reasons is not null";

    private final Jdbi readers;

    ChannelReader(Jdbi readers) {
        this.readers = readers;
    }

    /**
     * Ratings by channel and window: five numbers each, that of level 1 first.
     *
     * @param fromMillis the first instant, by when they were given
     * @param toMillis the first instant that is out of it
     * @param receivedMillis only those that were received before
     * @return in the order of the channels
     */
    public Map<Channel, Map<String, long[]>> sums(String hall, long fromMillis, long toMillis, long receivedMillis) {
        Map<Channel, Map<String, long[]>> sums = new EnumMap<>(Channel.class);
        readers.useHandle(handle -> handle.createQuery(COUNTED)
                .bind("hall", hall)
                .bind("from", fromMillis)
                .bind("to", toMillis)
                .bind("received", receivedMillis)
                .map((row, context) -> {
                    sums.computeIfAbsent(Channel.ofWord(row.getString(1)).orElseThrow(), channel -> new TreeMap<>())
                                    .computeIfAbsent(row.getString(2), window -> new long[5])[row.getInt(3) - 1] =
                            row.getLong(4);
                    return 1;
                })
                .list());
        return sums;
    }

    /**
     * How often each reason was given with a rating of level 1 or 2, by window and code.
     *
     * @param fromMillis the first instant, by when they were given
     * @param toMillis the first instant that is out of it
     */
    public Map<String, Map<Integer, Long>> badReasons(String hall, long fromMillis, long toMillis) {
        Map<String, Map<Integer, Long>> counts = new TreeMap<>();
        readers.useHandle(handle -> handle.createQuery(REASONS)
                .bind("hall", hall)
                .bind("from", fromMillis)
                .bind("to", toMillis)
                .map((row, context) -> {
                    Map<Integer, Long> ofWindow = counts.computeIfAbsent(row.getString(1), window -> new TreeMap<>());
                    for (String code : row.getString(2).split(" ")) {
                        ofWindow.merge(Integer.valueOf(code), 1L, Long::sum);
                    }
                    return 1;
                })
                .list());
        return counts;
    }

    /**
     * Counts of the keys with those of the channels that the hall has in its scores: of whole days of the hall before today, and only where a
     * window has enough of a channel for a score, else they could be found by subtraction.
     *
     * @param keys by window, five numbers each; they stay as they are
     * @param all whether today's are in it too, as for auditors
     */
    public Map<String, long[]> addedTo(
            Map<String, long[]> keys, Hall hall, boolean all, long fromMillis, long toMillis, Instant now) {
        ZoneId zone = hall.zone();
        long today = firstDay(now.toEpochMilli(), zone, false);
        long from = firstDay(fromMillis, zone, true);
        long to = all ? toMillis : Math.min(today, firstDay(toMillis, zone, false));
        if (hall.channels().isEmpty() || from >= to) {
            return keys;
        }
        Map<String, long[]> both = new HashMap<>(keys);
        long least = Math.max(1, hall.screen().minimumRatings());
        sums(hall.id(), from, to, all ? Long.MAX_VALUE : today).forEach((channel, windows) -> {
            if (hall.channels().contains(channel)) {
                windows.forEach((window, n) -> {
                    if (Arrays.stream(n).sum() >= least) {
                        both.merge(window, n, ChannelReader::sum);
                    }
                });
            }
        });
        return both;
    }

    private static long[] sum(long[] one, long[] other) {
        long[] sum = one.clone();
        Arrays.setAll(sum, i -> sum[i] + other[i]);
        return sum;
    }

    /** The beginning of the day of an instant, or of the next where it is after that and {@code up}; of no instant the same. */
    private static long firstDay(long millis, ZoneId zone, boolean up) {
        if (millis == TallyReader.FROM_EVER || millis == Long.MAX_VALUE) {
            return millis;
        }
        LocalDate day = Instant.ofEpochMilli(millis).atZone(zone).toLocalDate();
        long begin = day.atStartOfDay(zone).toInstant().toEpochMilli();
        return up && begin < millis
                ? day.plusDays(1).atStartOfDay(zone).toInstant().toEpochMilli()
                : begin;
    }
}
