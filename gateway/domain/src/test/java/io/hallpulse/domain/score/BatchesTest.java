package io.hallpulse.domain.score;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.domain.count.TallyKey;
import io.hallpulse.domain.time.Buckets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A clerk who watches one window's figures, whatever is pressed there in whatever order. */
class BatchesTest {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final long NOON = Instant.parse("2026-11-28T04:00:00Z").toEpochMilli();
    private static final int STEP = 5;
    private static final int RUNS = 400;
    private static final int EVENTS = 300;

    private final Map<TallyKey, Long> tallies = new HashMap<>();
    private Map<TallyKey, HeldBack> held = new HashMap<>();

    @Test
    void next_anyOrder_movesNothingByFewerThanTheStep() {
        for (int seed = 0; seed < RUNS; seed++) {
            tallies.clear();
            held.clear();
            Random random = new Random(seed);
            List<TallyKey> counted = new ArrayList<>();
            for (int event = 0; event < EVENTS; event++) {
                happens(random, counted);
                Map<String, long[]> before = watched();
                held = new Batches(STEP, SHANGHAI).next(held);
                assertMovesTogether("seed " + seed + ", event " + event, before, watched());
            }
        }
    }

    @Test
    void next_otherLevels_movesAtTheSameMoments() {
        for (int seed = 0; seed < RUNS; seed++) {
            assertThat(moments(seed, 1)).as("seed %d", seed).isEqualTo(moments(seed, 2));
        }
    }

    /** Where nothing that is published is taken back. */
    private List<Integer> moments(int seed, int levels) {
        tallies.clear();
        held.clear();
        Random random = new Random(seed);
        Random level = new Random(levels);
        List<Integer> moments = new ArrayList<>();
        for (int event = 0; event < EVENTS; event++) {
            change(key(bucket(random), 1 + level.nextInt(5)), 1);
            Map<TallyKey, HeldBack> before = held;
            held = random.nextInt(3) == 0 ? new Batches(STEP, SHANGHAI).next(held) : held;
            if (!held.equals(before)) {
                moments.add(event);
            }
        }
        assertThat(moments).isNotEmpty();
        return moments;
    }

    @Test
    void next_fiveInOneHour_areInTheirHour() {
        press(NOON, 5, 5, 4, 1);
        assertThat(held).isEqualTo(new Batches(STEP, SHANGHAI).next(held));
        press(NOON, 5);
        held = new Batches(STEP, SHANGHAI).next(held);
        assertThat(watched()).hasSize(1).containsEntry("hour " + NOON, new long[] {1, 0, 0, 1, 3});
    }

    @Test
    void next_fiveInTwoHours_areInTheirDayAlone_untilItEnds() {
        press(NOON, 5, 5, 4);
        press(NOON + Duration.ofHours(1).toMillis(), 1, 2);
        held = new Batches(STEP, SHANGHAI).next(held);
        assertThat(watched().values()).containsExactly(new long[] {1, 1, 0, 1, 2});
        assertThat(watched().keySet()).allMatch(what -> what.startsWith("hourless"));
        held.clear();
        assertThat(watched()).hasSize(2);
    }

    @Test
    void next_yesterdaysAndTodays_doNotMoveTogether() {
        press(NOON, 5, 5, 4);
        press(NOON - Duration.ofDays(1).toMillis(), 1, 2);
        assertThat(new Batches(STEP, SHANGHAI).next(held)).isEqualTo(held);
    }

    @Test
    void next_publishedOneTakenBack_staysUntilItsPlaceIsTaken() {
        press(NOON, 5, 5, 5, 5, 5);
        held = new Batches(STEP, SHANGHAI).next(held);
        change(key(NOON, 5), -1);
        press(NOON, 1); // pressed again
        held = new Batches(STEP, SHANGHAI).next(held);
        assertThat(watched().values()).containsExactly(new long[] {0, 0, 0, 0, 5});
        press(NOON, 5, 5, 5, 5, 5);
        held = new Batches(STEP, SHANGHAI).next(held);
        assertThat(watched().values()).containsExactly(new long[] {1, 0, 0, 0, 9});
    }

    @Test
    void next_stepOfOne_holdsNothingBack() {
        press(NOON, 5);
        change(key(NOON, 4), -1);
        assertThat(new Batches(1, SHANGHAI).next(held).values()).containsOnly(HeldBack.NOTHING);
    }

    private void happens(Random random, List<TallyKey> counted) {
        int what = random.nextInt(10);
        if (what < 6 || counted.isEmpty()) {
            add(key(bucket(random), 1 + random.nextInt(5)), counted);
        } else {
            TallyKey old = counted.remove(random.nextInt(counted.size()));
            change(old, -1);
            if (what < 8) { // pressed again, in the same hour or later
                add(
                        key(random.nextBoolean() ? old.bucketStartMillis() : bucket(random), 1 + random.nextInt(5)),
                        counted);
            } else if (what == 8) { // placed anew
                add(key(bucket(random), old.level()), counted);
            }
        }
    }

    private void add(TallyKey key, List<TallyKey> counted) {
        change(key, 1);
        counted.add(key);
    }

    private void press(long bucket, int... levels) {
        for (int level : levels) {
            change(key(bucket, level), 1);
        }
    }

    private void change(TallyKey key, long n) {
        tallies.merge(key, n, Long::sum);
        held = new HashMap<>(held);
        held.merge(key, new HeldBack(n, 0, 0), (one, more) -> new HeldBack(one.n() + more.n(), one.hourless(), 0));
    }

    /** Two hours of today, one of yesterday, or none. */
    private static long bucket(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> Buckets.UNCERTAIN;
            case 1 -> NOON - Duration.ofDays(1).toMillis();
            case 2, 3 -> NOON + Duration.ofHours(1).toMillis();
            default -> NOON;
        };
    }

    private static TallyKey key(long bucket, int level) {
        return new TallyKey("north", "A03", bucket, level);
    }

    /** The least that can be told apart: each hour, and what of each day is in none of its hours. Ratings by level, where there are any. */
    private Map<String, long[]> watched() {
        Map<String, long[]> watched = new TreeMap<>();
        tallies.forEach((key, n) -> {
            HeldBack back = held.getOrDefault(key, HeldBack.NOTHING);
            long inHour = n - back.n() - back.hourless();
            assertThat(inHour).isNotNegative();
            assertThat(n - back.n()).isNotNegative();
            String day = Instant.ofEpochMilli(key.bucketStartMillis())
                    .atZone(SHANGHAI)
                    .toLocalDate()
                    .toString();
            row(watched, "hour " + key.bucketStartMillis())[key.level() - 1] += inHour;
            row(watched, "hourless " + day)[key.level() - 1] += back.hourless();
        });
        watched.values().removeIf(row -> Arrays.stream(row).allMatch(n -> n == 0));
        return watched;
    }

    private static long[] row(Map<String, long[]> rows, String name) {
        return rows.computeIfAbsent(name, key -> new long[5]);
    }

    private static void assertMovesTogether(String when, Map<String, long[]> before, Map<String, long[]> after) {
        long[] none = new long[5];
        boolean adds = false;
        boolean takes = false;
        Map<String, long[]> all = new TreeMap<>(before);
        all.putAll(after);
        for (String what : all.keySet()) {
            long moved = 0;
            for (int level = 0; level < 5; level++) {
                long by = after.getOrDefault(what, none)[level] - before.getOrDefault(what, none)[level];
                adds |= by > 0;
                takes |= by < 0;
                moved += Math.abs(by);
            }
            assertThat(moved == 0 || moved >= STEP)
                    .as("%s: %s moved by %d", when, what, moved)
                    .isTrue();
        }
        assertThat(adds && takes).as("%s: adds and takes away", when).isFalse();
    }
}
