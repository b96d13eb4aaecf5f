package io.hallpulse.domain.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AlarmChangesTest {
    private static final long MINUTE = 60_000;
    private static final Condition PORT = new Condition(AlarmKind.INPUT, "north", "n-03/meter", "port is gone");

    private final List<Alarm> all = new ArrayList<>();

    private List<Alarm> turn(long now, Condition... conditions) {
        List<Alarm> changed = AlarmChanges.of(newest(), List.of(conditions), now);
        changed.forEach(this::store);
        return changed;
    }

    private void store(Alarm alarm) {
        if (alarm.id() == 0) {
            all.add(with(alarm, all.size() + 1, alarm.noted()));
        } else {
            all.set((int) alarm.id() - 1, alarm);
        }
    }

    private List<Alarm> newest() {
        Map<AlarmKey, Alarm> newest = new HashMap<>();
        all.forEach(alarm -> newest.put(alarm.key(), alarm));
        return List.copyOf(newest.values());
    }

    /** As somebody acknowledges the last one. */
    private void acknowledge() {
        Alarm last = all.get(all.size() - 1);
        all.set(all.size() - 1, with(last, last.id(), last.number()));
    }

    private static Alarm with(Alarm alarm, long id, long noted) {
        return new Alarm(
                id,
                alarm.kind(),
                alarm.hall(),
                alarm.subject(),
                alarm.detail(),
                alarm.number(),
                noted,
                alarm.sinceMillis(),
                alarm.closedMillis(),
                alarm.count(),
                alarm.told(),
                null,
                null,
                null);
    }

    @Test
    void condition_opensOnce_andClosesWithItsMend() {
        assertThat(turn(MINUTE, PORT)).singleElement().satisfies(alarm -> {
            assertThat(alarm.isOpen()).isTrue();
            assertThat(alarm.sinceMillis()).isEqualTo(MINUTE);
            assertThat(alarm.en()).isEqualTo("north n-03/meter: Input device fault (port is gone)");
            assertThat(alarm.zh()).isEqualTo("north n-03/meter：输入设备故障（port is gone）");
        });
        assertThat(turn(2 * MINUTE, PORT)).isEmpty();
        assertThat(turn(3 * MINUTE))
                .singleElement()
                .satisfies(alarm -> assertThat(alarm.closedMillis()).isEqualTo(3 * MINUTE));
        assertThat(turn(4 * MINUTE)).isEmpty();
    }

    @Test
    void looseCable_isOneAlarmWithACount_andAnotherOneLater() {
        for (int i = 0; i < 100; i++) {
            turn(i * 2 * MINUTE, PORT);
            turn((i * 2 + 1) * MINUTE);
        }
        assertThat(all)
                .singleElement()
                .satisfies(alarm -> assertThat(alarm.count()).isEqualTo(100));

        turn(199 * MINUTE + Alarm.HOLD.toMillis(), PORT);
        assertThat(all)
                .hasSize(2)
                .last()
                .satisfies(alarm -> assertThat(alarm.count()).isEqualTo(1));
    }

    @Test
    void loss_staysUntilSomebodyNotesIt_andMoreOfItIsAnother() {
        Condition none = gap(0);
        assertThat(turn(0, none)).isEmpty();
        turn(MINUTE, gap(12));
        turn(2 * MINUTE, gap(14));
        assertThat(all)
                .singleElement()
                .satisfies(alarm -> assertThat(alarm.detail()).isEqualTo("14"));

        acknowledge();
        turn(3 * MINUTE, gap(14));
        assertThat(all)
                .singleElement()
                .satisfies(alarm -> assertThat(alarm.isOpen()).isFalse());
        assertThat(turn(60 * MINUTE, gap(14))).isEmpty();
        turn(61 * MINUTE, gap(15));
        assertThat(all)
                .hasSize(2)
                .last()
                .satisfies(alarm -> assertThat(alarm.isOpen()).isTrue());
    }

    @Test
    void loss_thatTurnsUpAfterAll_closesByItself_andTheSameAgainIsTold() {
        turn(0, gap(12));
        turn(MINUTE, gap(0));
        assertThat(all)
                .singleElement()
                .satisfies(alarm -> assertThat(alarm.isOpen()).isFalse());
        turn(2 * MINUTE, gap(12));
        acknowledge();
        turn(3 * MINUTE, gap(0));
        turn(4 * MINUTE, gap(5));
        assertThat(all).singleElement().satisfies(alarm -> {
            assertThat(alarm.isOpen()).as("what was noted has come since").isTrue();
            assertThat(alarm.count()).isEqualTo(3);
        });
    }

    private static Condition gap(long number) {
        return new Condition(AlarmKind.GAP, "north", "n-03", Long.toString(number), number);
    }

    /** Whatever comes and goes: what is wrong has one open alarm, what is not has none, and no two of one thing overlap. */
    @Test
    void anyHistory_eachConditionHasOneOpenAlarmAndNothingElseHas() {
        for (long seed = 0; seed < 200; seed++) {
            all.clear();
            Random random = new Random(seed);
            long now = 0;
            Set<AlarmKey> before = new HashSet<>();
            for (int step = 0; step < 60; step++) {
                now += random.nextInt(8) * MINUTE;
                Set<AlarmKey> wrong = new HashSet<>();
                List<Condition> conditions = new ArrayList<>();
                for (int subject = 0; subject < 3; subject++) {
                    if (random.nextBoolean()) {
                        Condition condition = new Condition(
                                random.nextBoolean() ? AlarmKind.BACKLOG : AlarmKind.DISK, "north", "n-" + subject, "");
                        conditions.add(condition);
                        wrong.add(condition.key());
                    }
                }
                List<Alarm> changed = turn(now, conditions.toArray(Condition[]::new));
                assertThat(open()).as("seed %d step %d", seed, step).containsExactlyInAnyOrderElementsOf(wrong);
                Set<AlarmKey> moved = new HashSet<>(wrong);
                moved.removeAll(before);
                before.removeAll(wrong);
                moved.addAll(before);
                assertThat(changed.stream().map(Alarm::key))
                        .as("seed %d", seed)
                        .containsExactlyInAnyOrderElementsOf(moved);
                before = wrong;
            }
            apart(seed);
        }
    }

    private List<AlarmKey> open() {
        return all.stream().filter(Alarm::isOpen).map(Alarm::key).toList();
    }

    private void apart(long seed) {
        Map<AlarmKey, @Nullable Long> ended = new HashMap<>();
        for (Alarm alarm : all) {
            if (ended.containsKey(alarm.key())) {
                Long end = ended.get(alarm.key());
                assertThat(Objects.requireNonNull(end) + Alarm.HOLD.toMillis())
                        .as("seed %d", seed)
                        .isLessThanOrEqualTo(alarm.sinceMillis());
            }
            ended.put(alarm.key(), alarm.closedMillis());
        }
    }
}
