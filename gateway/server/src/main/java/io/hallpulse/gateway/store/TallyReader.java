package io.hallpulse.gateway.store;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;

/** Sums of tallies, as last committed. Any thread. */
public final class TallyReader {
    private final Jdbi readers;

    TallyReader(Jdbi readers) {
        this.readers = readers;
    }

    /** The span of all buckets, the one of uncertain time included. */
    public static final long FROM_EVER = Long.MIN_VALUE;

    /**
     * Ratings of windows by level: five numbers, that of level 1 first.
     *
     * @param fromMillis the first bucket's start, or {@link #FROM_EVER}
     * @param toMillis the start of the first bucket that is out of it
     * @return those windows that have any
     */
    public Map<String, long[]> sums(String hall, Collection<String> windows, long fromMillis, long toMillis) {
        Map<String, long[]> sums = new HashMap<>();
        if (windows.isEmpty()) {
            return sums;
        }
        readers.useHandle(handle -> handle.createQuery(
                        "select window_id, level, sum(n) from tally where hall = :hall and window_id in (<windows>)"
                                + " and bucket_start_millis >= :from and bucket_start_millis < :to group by window_id, level")
                .bindList("windows", windows)
                .bind("hall", hall)
                .bind("from", fromMillis)
                .bind("to", toMillis)
                .map((row, context) -> {
                    sums.computeIfAbsent(row.getString(1), window -> new long[5])[row.getInt(2) - 1] = row.getLong(3);
                    return 1;
                })
                .list());
        return sums;
    }
}
