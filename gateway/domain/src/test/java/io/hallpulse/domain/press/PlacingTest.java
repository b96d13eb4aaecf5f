package io.hallpulse.domain.press;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.contract.message.Anchor;
import io.hallpulse.domain.press.Placing.Timed;
import io.hallpulse.domain.time.BootRow;
import io.hallpulse.domain.time.BootRow.Reading;
import io.hallpulse.domain.time.EventTime;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PlacingTest {
    private static final long NOW = Instant.parse("2026-11-22T10:20:00Z").toEpochMilli();
    private static final long TWO_MINUTES = 120_000;

    @Test
    void place_synced_isItsWallTime() {
        assertThat(place(press(NOW - 5000, 1000, true), unknown()))
                .isEqualTo(new EventTime(EventTime.By.WALL, NOW - 5000));
    }

    @Test
    void place_syncedTwoMinutesAhead_isBelievedAndOneMoreMillisecondIsNot() {
        assertThat(place(press(NOW + TWO_MINUTES, 1000, true), unknown()).by()).isEqualTo(EventTime.By.WALL);
        assertThat(place(press(NOW + TWO_MINUTES + 1, 1000, true), unknown())).isEqualTo(EventTime.UNCERTAIN);
    }

    @Test
    void place_syncedBeforeThePreviousSyncedPress_isDoubtedUntilTheClockIsPastThat() {
        Timed[] steppedBack = {
            synced(1, 900, NOW - 4000),
            synced(2, 1000, NOW - 4001),
            synced(3, 1100, NOW - 4000),
            synced(4, 800, NOW - 4500)
        };

        assertThat(places(unknown(), run(null, null), steppedBack))
                .containsExactly(wall(NOW - 4000), between(NOW - 4000), wall(NOW - 4000), wall(NOW - 4500));
    }

    @Test
    void place_syncedBeforeWhatItsBootSaidInAnEarlierRun_isDoubted() {
        RunRow later = run(new Reading(900, NOW - 4000), null);

        assertThat(places(boot(new Reading(0, NOW - 5000), null), later, synced(1, 1000, NOW - 4001)))
                .containsExactly(new EventTime(EventTime.By.ANCHOR, NOW - 4000));
        assertThat(places(unknown(), later, synced(Placing.REACH + 1, 1000, NOW - 4001)))
                .containsExactly(wall(NOW - 4001));
    }

    @Test
    void place_unsetWithoutAnyClock_isBetweenItsNeighboursWhereThatIsOneBucket() {
        long hour = Instant.parse("2026-11-22T09:00:00Z").toEpochMilli();

        assertThat(places(
                        unknown(),
                        run(null, null),
                        synced(1, 100, hour + 1000),
                        unset(2, 200),
                        synced(3, 300, hour + 9000),
                        unset(4, 400)))
                .containsExactly(
                        wall(hour + 1000),
                        new EventTime(EventTime.By.BRACKET, hour + 1000),
                        wall(hour + 9000),
                        EventTime.UNCERTAIN);
        assertThat(places(unknown(), run(null, null), synced(1, 100, hour - 1), unset(2, 200), synced(3, 300, hour)))
                .containsExactly(wall(hour - 1), EventTime.UNCERTAIN, wall(hour));
    }

    @Test
    void place_unsetWithoutAnyClock_isBetweenTheLastStatusWithoutItsRunAndTheReceipt() {
        long hour = Instant.parse("2026-11-22T09:00:00Z").toEpochMilli();

        assertThat(places(unknown(), run(null, hour), new Timed(1, 100, 0, false, hour + 3_599_999)))
                .containsExactly(new EventTime(EventTime.By.BRACKET, hour));
        assertThat(places(unknown(), run(null, hour), new Timed(1, 100, 0, false, hour + 3_600_000)))
                .containsExactly(EventTime.UNCERTAIN);
    }

    @Test
    void place_clockInTheYear2036_spoilsNoOther() {
        long far = Instant.parse("2036-02-07T06:28:16Z").toEpochMilli();

        assertThat(places(
                        unknown(),
                        run(null, null),
                        synced(1, 100, NOW - 9000),
                        synced(2, 200, far),
                        synced(3, 300, NOW - 8000)))
                .containsExactly(wall(NOW - 9000), between(NOW - 9000), wall(NOW - 8000));
    }

    @Test
    void place_syncedFarOffTheAnchor_followsTheAnchor() {
        BootRow boot = boot(new Reading(0, NOW - 10_000), null);

        assertThat(place(press(NOW - 10_000 - TWO_MINUTES, 0, true), boot).by()).isEqualTo(EventTime.By.WALL);
        assertThat(place(press(NOW - 10_001 - TWO_MINUTES, 0, true), boot))
                .isEqualTo(new EventTime(EventTime.By.ANCHOR, NOW - 10_000));
    }

    @Test
    void place_unset_goesByAnchorThenByTheGatewaysOwnThenNowhere() {
        Timed press = press(0, 7000, false);

        assertThat(place(press, boot(new Reading(1000, NOW - 9000), NOW - 8000)))
                .isEqualTo(new EventTime(EventTime.By.ANCHOR, NOW - 3000));
        assertThat(place(press, boot(null, NOW - 8000))).isEqualTo(new EventTime(EventTime.By.GATEWAY, NOW - 1000));
        assertThat(place(press, unknown())).isEqualTo(EventTime.UNCERTAIN);
    }

    @Test
    void withAnchor_second_changesNothing() {
        BootRow first = Placing.withAnchor(unknown(), new Anchor(5, Instant.ofEpochMilli(NOW)), NOW);

        assertThat(first.anchor()).isEqualTo(new Reading(5, NOW));
        assertThat(Placing.withAnchor(first, new Anchor(6, Instant.ofEpochMilli(NOW)), NOW))
                .isEqualTo(first);
    }

    @Test
    void withAnchor_fromTheFuture_isNotBelieved() {
        Anchor future = new Anchor(5, Instant.parse("2036-01-01T00:00:00Z"));

        assertThat(Placing.withAnchor(unknown(), future, NOW).anchor()).isNull();
    }

    @Test
    void withLive_keepsTheLeastDelayToASecond() {
        BootRow slow = Placing.withLive(unknown(), 1000, NOW);
        BootRow hardlyFaster = Placing.withLive(slow, 2000, NOW + 1);
        BootRow fast = Placing.withLive(slow, 2000, NOW);
        BootRow slowAgain = Placing.withLive(fast, 3000, NOW + 5000);

        assertThat(slow.gatewayOffset()).isEqualTo(NOW - 1000);
        assertThat(hardlyFaster).isEqualTo(slow);
        assertThat(fast.gatewayOffset()).isEqualTo(NOW - 2000);
        assertThat(slowAgain).isEqualTo(fast);
    }

    private static EventTime place(Timed press, BootRow boot) {
        return places(boot, run(null, null), press).get(0);
    }

    private static List<EventTime> places(BootRow boot, RunRow run, Timed... presses) {
        Placing placing = new Placing(boot, run, ZoneId.of("Asia/Shanghai"));
        placing.add(List.of(presses));
        return Stream.of(presses).map(press -> placing.place(press.seq())).toList();
    }

    private static BootRow unknown() {
        return BootRow.unknown(1);
    }

    private static BootRow boot(@Nullable Reading anchor, @Nullable Long offset) {
        return new BootRow(1, anchor, offset, null, null);
    }

    private static RunRow run(@Nullable Reading before, @Nullable Long afterMillis) {
        return new RunRow(1, 1, "run1", 1, 1, 1, before, afterMillis, false);
    }

    private static EventTime wall(long millis) {
        return new EventTime(EventTime.By.WALL, millis);
    }

    private static EventTime between(long fromMillis) {
        return new EventTime(EventTime.By.BRACKET, fromMillis);
    }

    private static Timed synced(long seq, long mono, long at) {
        return new Timed(seq, mono, at, true, NOW);
    }

    private static Timed unset(long seq, long mono) {
        return new Timed(seq, mono, 0, false, NOW);
    }

    private static Timed press(long atMillis, long monoMillis, boolean synced) {
        return new Timed(1, monoMillis, atMillis, synced, NOW);
    }
}
