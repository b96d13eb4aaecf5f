package io.hallpulse.gateway.history;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonValue;
import io.hallpulse.domain.score.ScoreFormula;
import io.hallpulse.domain.time.Buckets;
import io.hallpulse.gateway.store.TallyReader;
import io.hallpulse.gateway.store.TallyReader.Figures;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How a window was rated over time.
 *
 * @param timeZone IANA name of the hall's zone, whose hours and days these are
 * @param buckets those that have any ratings and start within what was asked for, in that order
 * @param hourless those of its days whose hours are not told before their day is over; null where days are asked for, or parts of days
 * @param uncertain all ratings of the window of which nobody knows when they were given
 */
@JsonPropertyOrder({"hall", "window", "timeZone", "bucket", "buckets", "hourless", "uncertain"})
public record History(
        String hall,
        String window,
        String timeZone,
        Size bucket,
        List<Bucket> buckets,
        @Nullable Uncertain hourless,
        Uncertain uncertain) {
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

    /** Ratings without a time, or without an hour. */
    @JsonPropertyOrder({"n", "total"})
    public record Uncertain(Map<String, Long> n, long total) {
        private static Uncertain of(long[] counts) {
            return new Uncertain(ScoreFormula.byLevel(counts), ScoreFormula.total(counts));
        }
    }

    /**
     * Reads it from the tallies alone.
     *
     * @param all whether what is not published yet is told, as it is to auditors
     * @param fromMillis the first instant a bucket may start at, milliseconds since 1970
     * @param toMillis the first instant that it may not start at any more
     */
    public static History read(
            TallyReader tallies,
            boolean all,
            String hall,
            String window,
            ZoneId zone,
            Size size,
            long fromMillis,
            long toMillis) {
        Figures ofDays = all ? Figures.COUNTED : Figures.published(zone, fromMillis, toMillis);
        Figures ofHours = all ? Figures.COUNTED : Figures.PUBLISHED_BY_HOUR;
        List<TallyReader.Bucket> hours = tallies.buckets(ofHours, hall, window, fromMillis, toMillis);
        List<TallyReader.Bucket> inDays =
                ofDays == ofHours ? hours : tallies.buckets(ofDays, hall, window, fromMillis, toMillis);
        long[] uncertain = sum(tallies.buckets(
                all ? Figures.COUNTED : Figures.PUBLISHED, hall, window, Buckets.UNCERTAIN, Buckets.UNCERTAIN + 1));
        return new History(
                hall,
                window,
                zone.getId(),
                size,
                (size == Size.HOUR ? placed(hours) : days(placed(inDays), zone))
                        .stream()
                                .map(hour -> new Bucket(
                                        Instant.ofEpochMilli(hour.startMillis()),
                                        ScoreFormula.byLevel(hour.n()),
                                        ScoreFormula.byLevel(hour.late()),
                                        ScoreFormula.total(hour.n())))
                                .toList(),
                size == Size.HOUR && ofDays != ofHours
                        ? Uncertain.of(less(sum(placed(inDays)), sum(placed(hours))))
                        : null,
                Uncertain.of(uncertain));
    }

    private static List<TallyReader.Bucket> placed(List<TallyReader.Bucket> buckets) {
        return buckets.stream()
                .filter(bucket -> bucket.startMillis() != Buckets.UNCERTAIN)
                .toList();
    }

    private static long[] sum(List<TallyReader.Bucket> buckets) {
        long[] sum = new long[5];
        for (TallyReader.Bucket bucket : buckets) {
            Arrays.setAll(sum, i -> sum[i] + bucket.n()[i]);
        }
        return sum;
    }

    /** Hours keep what was taken back until their day is over, so they may have more than the day. */
    private static long[] less(long[] all, long[] part) {
        long[] rest = new long[5];
        Arrays.setAll(rest, i -> Math.max(0, all[i] - part[i]));
        return rest;
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
