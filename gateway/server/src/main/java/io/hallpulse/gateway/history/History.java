package io.hallpulse.gateway.history;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonValue;
import io.hallpulse.domain.score.ScoreFormula;
import io.hallpulse.domain.time.Buckets;
import io.hallpulse.gateway.store.TallyReader;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How a window was rated over time.
 *
 * @param timeZone IANA name of the hall's zone, whose hours and days these are
 * @param buckets those that have any ratings and start within what was asked for, in that order
 * @param uncertain all ratings of the window of which nobody knows when they were given
 */
@JsonPropertyOrder({"hall", "window", "timeZone", "bucket", "buckets", "uncertain"})
public record History(
        String hall, String window, String timeZone, Size bucket, List<Bucket> buckets, Uncertain uncertain) {
    /** How long a bucket is. */
    public enum Size {
        HOUR,
        DAY;

        /** The size of that word. */
        public static Optional<Size> ofWord(String word) {
            return List.of(values()).stream()
                    .filter(size -> size.toString().equals(word))
                    .findFirst();
        }

        @Override
        @JsonValue
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One of them.
     *
     * @param n ratings by level, {@code "5"} first
     * @param late those of {@code n} that were received over five minutes after they were given
     */
    @JsonPropertyOrder({"start", "n", "late", "total"})
    public record Bucket(Instant start, Map<String, Long> n, Map<String, Long> late, long total) {}

    /** Ratings without a time. */
    @JsonPropertyOrder({"n", "total"})
    public record Uncertain(Map<String, Long> n, long total) {}

    /**
     * Reads it from the tallies alone.
     *
     * @param fromMillis the first instant a bucket may start at, milliseconds since 1970
     * @param toMillis the first instant that it may not start at any more
     */
    public static History read(
            TallyReader tallies, String hall, String window, ZoneId zone, Size size, long fromMillis, long toMillis) {
        List<TallyReader.Bucket> hours = tallies.buckets(hall, window, fromMillis, toMillis).stream()
                .filter(bucket -> bucket.startMillis() != Buckets.UNCERTAIN)
                .toList();
        List<TallyReader.Bucket> uncertain = tallies.buckets(hall, window, Buckets.UNCERTAIN, Buckets.UNCERTAIN + 1);
        long[] unknown = uncertain.isEmpty() ? new long[5] : uncertain.get(0).n();
        return new History(
                hall,
                window,
                zone.getId(),
                size,
                (size == Size.HOUR ? hours : days(hours, zone))
                        .stream()
                                .map(hour -> new Bucket(
                                        Instant.ofEpochMilli(hour.startMillis()),
                                        ScoreFormula.byLevel(hour.n()),
                                        ScoreFormula.byLevel(hour.late()),
                                        ScoreFormula.total(hour.n())))
                                .toList(),
                new Uncertain(ScoreFormula.byLevel(unknown), ScoreFormula.total(unknown)));
    }

    /** A day of the hall may have 23 or 25 hours. */
    private static List<TallyReader.Bucket> days(List<TallyReader.Bucket> hours, ZoneId zone) {
        Map<Long, TallyReader.Bucket> days = new TreeMap<>();
        for (TallyReader.Bucket hour : hours) {
            long start = Instant.ofEpochMilli(hour.startMillis())
                    .atZone(zone)
                    .toLocalDate()
                    .atStartOfDay(zone)
                    .toInstant()
                    .toEpochMilli();
            TallyReader.Bucket day =
                    days.computeIfAbsent(start, key -> new TallyReader.Bucket(key, new long[5], new long[5]));
            for (int i = 0; i < 5; i++) {
                day.n()[i] += hour.n()[i];
                day.late()[i] += hour.late()[i];
            }
        }
        return new ArrayList<>(days.values());
    }
}
