package io.hallpulse.gateway.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.contract.message.Anchor;
import io.hallpulse.contract.message.Press;
import io.hallpulse.gateway.store.BootRow;
import io.hallpulse.gateway.store.BootRow.Reading;
import io.hallpulse.gateway.store.Placement;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PlacingTest {
    private static final long NOW = Instant.parse("2026-11-22T10:00:00Z").toEpochMilli();
    private static final long TWO_MINUTES = 120_000;

    @Test
    void place_synced_isItsWallTime() {
        assertThat(place(press(NOW - 5000, 1000, true), boot(null, null, null)))
                .isEqualTo(new Placement(Placement.By.WALL, NOW - 5000));
    }

    @Test
    void place_syncedTwoMinutesAhead_isBelievedAndOneMoreMillisecondIsNot() {
        assertThat(place(press(NOW + TWO_MINUTES, 1000, true), boot(null, null, null))
                        .by())
                .isEqualTo(Placement.By.WALL);
        assertThat(place(press(NOW + TWO_MINUTES + 1, 1000, true), boot(null, null, null)))
                .isEqualTo(Placement.UNCERTAIN);
    }

    @Test
    void place_syncedBeforeThePreviousSyncedPress_isDoubted() {
        BootRow boot = boot(null, null, new Reading(900, NOW - 4000));

        assertThat(place(press(NOW - 4001, 1000, true), boot)).isEqualTo(Placement.UNCERTAIN);
        assertThat(place(press(NOW - 4001, 800, true), boot).by()).isEqualTo(Placement.By.WALL);
    }

    @Test
    void place_syncedFarOffTheAnchor_followsTheAnchor() {
        BootRow boot = boot(new Reading(0, NOW - 10_000), null, null);

        assertThat(place(press(NOW - 10_000 - TWO_MINUTES, 0, true), boot).by()).isEqualTo(Placement.By.WALL);
        assertThat(place(press(NOW - 10_001 - TWO_MINUTES, 0, true), boot))
                .isEqualTo(new Placement(Placement.By.ANCHOR, NOW - 10_000));
    }

    @Test
    void place_unset_goesByAnchorThenByTheGatewaysOwnThenNowhere() {
        Press press = press(0, 7000, false);

        assertThat(place(press, boot(new Reading(1000, NOW - 9000), NOW - 8000, null)))
                .isEqualTo(new Placement(Placement.By.ANCHOR, NOW - 3000));
        assertThat(place(press, boot(null, NOW - 8000, null)))
                .isEqualTo(new Placement(Placement.By.GATEWAY, NOW - 1000));
        assertThat(place(press, boot(null, null, null))).isEqualTo(Placement.UNCERTAIN);
    }

    @Test
    void withAnchor_second_changesNothing() {
        BootRow first = Placing.withAnchor(boot(null, null, null), new Anchor(5, Instant.ofEpochMilli(NOW)), NOW);

        assertThat(first.anchor()).isEqualTo(new Reading(5, NOW));
        assertThat(Placing.withAnchor(first, new Anchor(6, Instant.ofEpochMilli(NOW)), NOW))
                .isEqualTo(first);
    }

    @Test
    void withAnchor_fromTheFuture_isNotBelieved() {
        Anchor future = new Anchor(5, Instant.parse("2036-01-01T00:00:00Z"));

        assertThat(Placing.withAnchor(boot(null, null, null), future, NOW).anchor())
                .isNull();
    }

    @Test
    void withLive_keepsTheLeastDelay() {
        BootRow slow = Placing.withLive(boot(null, null, null), 1000, NOW);
        BootRow fast = Placing.withLive(slow, 2000, NOW + 900);
        BootRow slowAgain = Placing.withLive(fast, 3000, NOW + 5000);

        assertThat(slow.gatewayOffset()).isEqualTo(NOW - 1000);
        assertThat(fast.gatewayOffset()).isEqualTo(NOW - 1100);
        assertThat(slowAgain).isEqualTo(fast);
    }

    private static Placement place(Press press, BootRow boot) {
        return Placing.place(press, NOW, boot);
    }

    private static BootRow boot(@Nullable Reading anchor, @Nullable Long offset, @Nullable Reading synced) {
        return new BootRow(1, anchor, offset, synced);
    }

    private static Press press(long atMillis, long monoMillis, boolean synced) {
        return new Press(
                1,
                "A03",
                "panel",
                "1",
                5,
                Instant.ofEpochMilli(atMillis),
                monoMillis,
                synced,
                Press.Kind.RATING,
                List.of(),
                null,
                null,
                null,
                null);
    }
}
