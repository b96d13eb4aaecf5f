package io.hallpulse.gateway.store;

import io.hallpulse.domain.time.Buckets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;

/** Sums of tallies, as last committed. Any thread. */
public final class TallyReader {
    private static final String FROM =
            " from tally t left join held_back h on h.hall = t.hall and h.window_id = t.window_id"
                    + " and h.bucket_start_millis = t.bucket_start_millis and h.level = t.level where t.hall = :hall and";
    private static final String IN_SPAN = " and t.bucket_start_millis >= :from and t.bucket_start_millis < :to";

    /** Whose figures. */
    public enum Figures {
        /** All that is counted, for auditors alone. */
        COUNTED("t.n", "t.late"),
        /** What is published of whole days, and of all longer periods. */
        PUBLISHED("t.n - coalesce(h.n, 0)", "t.late - coalesce(h.late, 0)"),
        /** What is published of single hours. */
        PUBLISHED_BY_HOUR("t.n - coalesce(h.n, 0) - coalesce(h.hourless, 0)", "t.late - coalesce(h.late, 0)");

        private final String sums;
        private final String rows;
        private final String allRows;

        Figures(String n, String late) {
            sums = "select t.window_id, t.level, sum(" + n + ")" + FROM + " t.window_id in (<windows>)" + IN_SPAN
                    + " group by t.window_id, t.level";
            // rows as they stand, in the order of the primary key: adding them up in the database costs more than they
            // do
            rows = "select t.bucket_start_millis, t.level, " + n + ", " + late + FROM + " t.window_id = :window"
                    + IN_SPAN + " order by t.bucket_start_millis";
            allRows = "select t.window_id, t.bucket_start_millis, t.level, " + n + ", " + late + FROM + " true"
                    + IN_SPAN + " order by t.window_id, t.bucket_start_millis";
        }

        /** What is published of a span: parts of days have their hours alone, since they could be told apart by subtraction. */
        public static Figures published(ZoneId zone, long fromMillis, long toMillis) {
            return beginsDay(zone, fromMillis) && beginsDay(zone, toMillis) ? PUBLISHED : PUBLISHED_BY_HOUR;
        }

        private static boolean beginsDay(ZoneId zone, long millis) {
            if (millis == FROM_EVER || millis == Long.MAX_VALUE) {
                return true;
            }
            Instant instant = Instant.ofEpochMilli(millis);
            return instant.atZone(zone)
                    .toLocalDate()
                    .atStartOfDay(zone)
                    .toInstant()
                    .equals(instant);
        }
    }

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
    public Map<String, long[]> sums(
            Figures figures, String hall, Collection<String> windows, long fromMillis, long toMillis) {
        Map<String, long[]> sums = new HashMap<>();
        if (windows.isEmpty()) {
            return sums;
        }
        readers.useHandle(handle -> handle.createQuery(figures.sums)
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
    public record Bucket(long startMillis, long[] n, long[] late) {
        private boolean isEmpty() {
            return Arrays.stream(n).sum() == 0;
        }
    }

    /** The buckets of a window that have any ratings and start from {@code fromMillis} on and before {@code toMillis}, in that order. */
    public List<Bucket> buckets(Figures figures, String hall, String window, long fromMillis, long toMillis) {
        return readers.withHandle(handle -> handle.createQuery(figures.rows)
                .bind("hall", hall)
                .bind("window", window)
                .bind("from", fromMillis)
                .bind("to", toMillis)
                .scanResultSet((query, context) -> {
                    List<Bucket> buckets = new ArrayList<>();
                    ResultSet rows = query.get();
                    while (rows.next()) {
                        add(buckets, rows, 1);
                    }
                    buckets.removeIf(Bucket::isEmpty);
                    return buckets;
                }));
    }

    /** The same of all windows of a hall that have any, by window. */
    public Map<String, List<Bucket>> buckets(Figures figures, String hall, long fromMillis, long toMillis) {
        return readers.withHandle(handle -> handle.createQuery(figures.allRows)
                .bind("hall", hall)
                .bind("from", fromMillis)
                .bind("to", toMillis)
                .scanResultSet((query, context) -> {
                    Map<String, List<Bucket>> windows = new HashMap<>();
                    ResultSet rows = query.get();
                    while (rows.next()) {
                        add(windows.computeIfAbsent(rows.getString(1), id -> new ArrayList<>()), rows, 2);
                    }
                    windows.values().forEach(buckets -> buckets.removeIf(Bucket::isEmpty));
                    return windows;
                }));
    }

    /** Adds the current row, whose columns begin there. */
    private static void add(List<Bucket> buckets, ResultSet row, int first) throws SQLException {
        long start = row.getLong(first);
        if (buckets.isEmpty() || buckets.get(buckets.size() - 1).startMillis() != start) {
            buckets.add(new Bucket(start, new long[5], new long[5]));
        }
        Bucket bucket = buckets.get(buckets.size() - 1);
        int level = row.getInt(first + 1) - 1;
        long n = row.getLong(first + 2);
        bucket.n()[level] = n;
        bucket.late()[level] = Math.min(n, row.getLong(first + 3)); // what was taken back may be late still
    }
}
