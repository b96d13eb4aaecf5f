package io.hallpulse.gateway.store;

import io.hallpulse.domain.channel.Channel;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Jdbi;

/** Counts of ratings of other channels. Any thread. */
public final class ChannelReader {
    private static final String COUNTED = "select channel, window_id, level, count(*) from channel_rating"
            + " where hall = :hall and at_millis >= :from and at_millis < :to and received_millis < :received"
            + " group by channel, window_id, level";

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
}
