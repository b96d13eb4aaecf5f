package io.hallpulse.gateway.store;

import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;

/** Closed tickets, and the ratings of the keys in the hours that they are of. Any thread. */
public final class TicketReader {
    /** Changes of a tally that are not published yet are not told here either, but to auditors. */
    private static final String RATED = "select t.window_id, t.bucket_start_millis, sum(t.n"
            + " - case when :all then 0 else coalesce(h.n, 0) end) as n from tally t left join held_back h"
            + " on h.hall = t.hall and h.window_id = t.window_id and h.bucket_start_millis = t.bucket_start_millis"
            + " and h.level = t.level where t.hall = :hall and t.bucket_start_millis >= :from"
            + " and t.bucket_start_millis < :to group by t.window_id, t.bucket_start_millis";

    private static final String FEED = " from ticket_count k left join (" + RATED + ") r on r.window_id = k.window_id"
            + " and r.bucket_start_millis = k.from_millis where k.hall = :hall and k.from_millis >= :from"
            + " and k.from_millis < :to";

    private final Jdbi readers;

    TicketReader(Jdbi readers) {
        this.readers = readers;
    }

    /**
     * What the feed tells of some hours.
     *
     * @param services that were closed in them
     * @param rated ratings in the same hours
     */
    public record Feed(long services, long rated) {
        public Feed plus(Feed other) {
            return new Feed(services + other.services, rated + other.rated);
        }
    }

    /** One hour of a window. */
    public record Hour(String window, Instant from, Feed feed) {}

    /**
     * Sums by window, of those windows that the feed tells of.
     *
     * @param all whether the hall's today is told, as it is to auditors; to others it is from the next day on, since its hours are not
     *     published one by one
     * @param fromMillis the first hour's start, or {@link TallyReader#FROM_EVER}
     * @param toMillis the start of the first hour that is out of it
     */
    public Map<String, Feed> sums(boolean all, String hall, ZoneId zone, long fromMillis, long toMillis, Instant now) {
        Map<String, Feed> sums = new HashMap<>();
        readers.useHandle(handle -> handle.createQuery(
                        "select k.window_id, sum(k.closed), sum(coalesce(r.n, 0))" + FEED + " group by k.window_id")
                .bind("all", all)
                .bind("hall", hall)
                .bind("from", fromMillis)
                .bind("to", all ? toMillis : Math.min(toMillis, today(zone, now)))
                .map((row, context) -> sums.put(row.getString(1), new Feed(row.getLong(2), row.getLong(3))))
                .list());
        return sums;
    }

    /** Each hour by itself, in the order of windows and hours; what is told is as with {@link #sums}. */
    public List<Hour> hours(boolean all, String hall, ZoneId zone, long fromMillis, long toMillis, Instant now) {
        return readers.withHandle(handle -> handle.createQuery(
                        "select k.window_id, k.from_millis, k.closed, coalesce(r.n, 0)" + FEED
                                + " order by k.window_id, k.from_millis")
                .bind("all", all)
                .bind("hall", hall)
                .bind("from", fromMillis)
                .bind("to", all ? toMillis : Math.min(toMillis, today(zone, now)))
                .map((row, context) -> new Hour(
                        row.getString(1),
                        Instant.ofEpochMilli(row.getLong(2)),
                        new Feed(row.getLong(3), row.getLong(4))))
                .list());
    }

    private static long today(ZoneId zone, Instant now) {
        return now.atZone(zone).toLocalDate().atStartOfDay(zone).toInstant().toEpochMilli();
    }
}
