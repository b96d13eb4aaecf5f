package io.hallpulse.hardware.gpio;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeysTest {
    private static final int TOP = 4;
    private static final long DEAD_AFTER = Duration.ofHours(1).toNanos();

    private final Keys keys = new Keys("front", List.of("1", "2", "3"), TOP, DEAD_AFTER, new boolean[3], 0);

    private List<Keys.Press> sample(int times, boolean... closed) {
        List<Keys.Press> presses = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            presses.addAll(keys.sample(closed, 0));
        }
        return presses;
    }

    @Test
    void oneKey_down_isOnePressAtItsFourthSample() {
        assertThat(sample(TOP - 1, true, false, false)).isEmpty();
        assertThat(sample(1, true, false, false)).containsExactly(new Keys.Press("1", false));
        assertThat(sample(100, true, false, false)).isEmpty();
    }

    @Test
    void twoKeys_aSampleApart_areBothSimultaneous() {
        assertThat(sample(1, true, false, false)).isEmpty();
        assertThat(sample(TOP + 1, true, true, false))
                .containsExactly(new Keys.Press("1", true), new Keys.Press("2", true));
    }

    @Test
    void secondKey_isOnlyASpike_leavesThePressAlone() {
        sample(TOP - 1, true, false, false);
        assertThat(sample(1, true, true, false)).isEmpty();
        assertThat(sample(1, true, false, false)).containsExactly(new Keys.Press("1", false));
    }

    @Test
    void secondKey_chattersForEver_holdsThePressBackOnlySoLong() {
        List<Keys.Press> presses = sample(TOP - 1, true, false, false);
        for (int i = 0; i < TOP + 1; i++) {
            presses.addAll(sample(1, true, false, true));
            presses.addAll(sample(1, true, false, i == 0));
        }
        assertThat(presses).containsExactly(new Keys.Press("1", false));
    }

    @Test
    void secondKey_whileTheFirstIsHeld_isAPressOfItsOwn() {
        sample(TOP, true, false, false);
        assertThat(sample(TOP, true, true, false)).containsExactly(new Keys.Press("2", false));
    }

    @Test
    void key_heldOver30Seconds_isStuckUntilReleased() {
        sample(TOP, false, true, false);
        assertThat(keys.fault(KeyWear.STUCK_NANOS)).isNull();
        assertThat(keys.fault(KeyWear.STUCK_NANOS + 1)).contains("key 2 has been down for over 30 s");
        sample(TOP, false, false, false);
        assertThat(keys.fault(KeyWear.STUCK_NANOS + 1)).isNull();
    }

    @Test
    void key_opensAndClosesAllTheTime_chattersUntilItIsCalmForAPeriod() {
        for (int i = 0; i <= KeyWear.MOST_EDGES / 2; i++) {
            sample(1, false, false, true);
            sample(1, false, false, false);
        }
        assertThat(keys.fault(0)).contains("key 3 chatters");
        keys.sample(new boolean[3], KeyWear.PERIOD_NANOS);
        assertThat(keys.fault(KeyWear.PERIOD_NANOS)).contains("key 3 chatters");
        keys.sample(new boolean[3], 2 * KeyWear.PERIOD_NANOS);
        assertThat(keys.fault(2 * KeyWear.PERIOD_NANOS)).isNull();
    }

    @Test
    void key_pressedAsFastAsAFingerCan_doesNotChatter() {
        for (int i = 0; i < 80; i++) {
            sample(TOP, true, false, false);
            sample(TOP, false, false, false);
        }
        assertThat(keys.fault(0)).isNull();
    }

    @Test
    void key_unusedForLongWhileOthersAre_isDeadUntilPressed() {
        for (int i = 0; i < KeyWear.ENOUGH_OTHERS; i++) {
            assertThat(keys.fault(DEAD_AFTER + 1)).isNull();
            sample(TOP, i % 2 == 0, i % 2 == 1, false);
            sample(TOP, false, false, false);
        }
        assertThat(keys.fault(DEAD_AFTER)).isNull();
        assertThat(keys.fault(DEAD_AFTER + 1)).contains("key 3 has not been used for long");
        sample(TOP, false, false, true);
        assertThat(keys.fault(1)).isNull();
    }
}
