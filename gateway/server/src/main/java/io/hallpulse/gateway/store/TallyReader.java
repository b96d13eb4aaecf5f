package io.hallpulse.gateway.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;

/** Sums of tallies, as last committed. Any thread. */
public final class TallyReader {
    /** One row a bucket: the database adds faster than rows cross over to here. */
    private static final String BUCKETS = "select bucket_start_millis, " + columns("n") + ", " + columns("late")
            + " from tally where hall = :hall and window_id = :window and bucket_start_millis >= :from"
            + " and bucket_start_millis < :to group by bucket_start_millis having sum(n) <> 0 order by bucket_start_millis";

    private final Jdbi readers;

    TallyReader(Jdbi readers) {
        this.readers = readers;
    }

    private static String columns(String figure) {
        return IntStream.rangeClosed(1, 5)
                .mapToObj(level -> "sum(case when level = " + level + " then " + figure + " else 0 end)")
                .collect(Collectors.joining(", "));
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
     * @param startMillis its start, or {@link TallyKey#UNCERTAIN}
     * @param n ratings by level, that of level 1 first
     * @param late those of them that are late
     */
    public record Bucket(long startMillis, long[] n, long[] late) {}

    /** The buckets of a window that have any ratings and start from {@code fromMillis} on and before {@code toMillis}, in that order. */
    public List<Bucket> buckets(String hall, String window, long fromMillis, long toMillis) {
        return readers.withHandle(handle -> handle.createQuery(BUCKETS)
                .bind("hall", hall)
                .bind("window", window)
                .bind("from", fromMillis)
                .bind("to", toMillis)
                .map((row, context) -> new Bucket(row.getLong(1), five(row, 2), five(row, 7)))
                .list());
    }

    private static long[] five(ResultSet row, int first) throws SQLException {
        long[] numbers = new long[5];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = row.getLong(first + i);
        }
        return numbers;
    }
}
