package io.hallpulse.gateway.store;

import io.hallpulse.domain.time.Buckets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;

/** Sums of tallies, as last committed. Any thread. */
public final class TallyReader {
    /** Rows as they stand, in the order of the primary key: adding them up in the database costs more than they do. */
    private static final String ROWS =
            "select bucket_start_millis, level, n, late from tally where hall = :hall and window_id = :window"
                    + " and bucket_start_millis >= :from and bucket_start_millis < :to order by bucket_start_millis";

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

    /**
     * A bucket of one window.
     *
     * @param startMillis its start, or {@link Buckets#UNCERTAIN}
     * @param n ratings by level, that of level 1 first
     * @param late those of them that are late
     */
    public record Bucket(long startMillis, long[] n, long[] late) {}

    /** The buckets of a window that have any ratings and start from {@code fromMillis} on and before {@code toMillis}, in that order. */
    public List<Bucket> buckets(String hall, String window, long fromMillis, long toMillis) {
        return readers.withHandle(handle -> handle.createQuery(ROWS)
                .bind("hall", hall)
                .bind("window", window)
                .bind("from", fromMillis)
                .bind("to", toMillis)
                .scanResultSet((rows, context) -> buckets(rows.get())));
    }

    private static List<Bucket> buckets(ResultSet rows) throws SQLException {
        List<Bucket> buckets = new ArrayList<>();
        Bucket current = null;
        while (rows.next()) {
            long start = rows.getLong(1);
            if (current == null || current.startMillis() != start) {
                current = new Bucket(start, new long[5], new long[5]);
                buckets.add(current);
            }
            int level = rows.getInt(2) - 1;
            current.n()[level] = rows.getLong(3);
            current.late()[level] = rows.getLong(4);
        }
        buckets.removeIf(bucket -> Arrays.stream(bucket.n()).sum() == 0);
        return buckets;
    }
}
