package io.hallpulse.domain.score;

import io.hallpulse.domain.count.TallyKey;
import io.hallpulse.domain.time.Buckets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which ratings of a window become public together, so that nobody who watches the figures learns what one person pressed.
 *
 * <p>What can be read of a window are its hours, its days, and sums of them. So each hour moves by {@code step} ratings or not at all. What
 * the hours of a day have left over moves together once it comes to {@code step}: with the day, and apart from its hours until the day is
 * over. One batch only adds or only takes away: every sum of hours and days then moves by nothing, or by at least {@code step} ratings.
 *
 * <p>Ratings that were taken back stay in the figures until new ones of the same hour and level have taken their place, or {@code step} of
 * them leave the day together; their hours lose them once the day is over.
 *
 * <p>Whether a batch moves is decided by how many ratings it has, never by their levels: the moment tells nothing either.
 */
public final class Batches {
    /** The day of ratings whose time is uncertain, which never ends. */
    private static final long NO_DAY = Long.MIN_VALUE;

    private final int step;
    private final ZoneId zone;

    /**
     * The batches of a hall's windows.
     *
     * @param step how many ratings a batch has at least
     * @param zone says what a day is
     */
    public Batches(int step, ZoneId zone) {
        this.step = step;
        this.zone = zone;
    }

    /**
     * What a window holds back once its next batch is published; the same as before where there is none.
     *
     * @param held all that one window holds back
     */
    public Map<TallyKey, HeldBack> next(Map<TallyKey, HeldBack> held) {
        Map<TallyKey, HeldBack> after = new HashMap<>(held);
        if (step == 1) {
            after.replaceAll((key, value) -> HeldBack.NOTHING);
        } else if (!publish(held, 1, after)) {
            publish(held, -1, after);
        }
        return after;
    }

    /** Whether there was anything to publish that adds, or with the sign -1 takes away. */
    private boolean publish(Map<TallyKey, HeldBack> held, int sign, Map<TallyKey, HeldBack> after) {
        boolean any = false;
        for (Map.Entry<Long, Map<Long, Hour>> day : days(held, sign).entrySet()) {
            boolean hours = sign > 0 || day.getKey() == NO_DAY;
            List<Hour> rest = new ArrayList<>();
            for (Hour hour : day.getValue().values()) {
                if (hours && hour.ratings >= step) {
                    hour.rows.forEach((key, value) -> after.put(key, value.shown()));
                    any = true;
                } else if (hour.ratings > 0) {
                    rest.add(hour);
                }
            }
            if (rest.stream().mapToLong(hour -> hour.ratings).sum() >= step) {
                rest.forEach(hour -> hour.rows.forEach((key, value) -> after.put(key, value.shownWithItsDay())));
                any = true;
            }
        }
        return any;
    }

    /** One hour of a window. */
    private static final class Hour {
        /** By how many ratings it has more, or with the sign -1 fewer, than is published. */
        private long ratings;
        /** The levels that this is true of. */
        private final Map<TallyKey, HeldBack> rows = new HashMap<>();
    }

    private Map<Long, Map<Long, Hour>> days(Map<TallyKey, HeldBack> held, int sign) {
        Map<Long, Map<Long, Hour>> days = new TreeMap<>();
        held.forEach((key, value) -> {
            long bucket = key.bucketStartMillis();
            Hour hour = days.computeIfAbsent(day(bucket), day -> new TreeMap<>())
                    .computeIfAbsent(bucket, start -> new Hour());
            hour.ratings += sign * value.n();
            if (sign * value.n() > 0) {
                hour.rows.put(key, value);
            }
        });
        return days;
    }

    private long day(long bucketStartMillis) {
        return bucketStartMillis == Buckets.UNCERTAIN
                ? NO_DAY
                : Instant.ofEpochMilli(bucketStartMillis)
                        .atZone(zone)
                        .toLocalDate()
                        .toEpochDay();
    }
}
