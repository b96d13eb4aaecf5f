package io.hallpulse.hardware.gpio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeysTest {
    private static final int TOP = 4;
    private final Keys keys = new Keys(List.of("1", "2", "3"), TOP, new boolean[3], 0);

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
        assertThat(keys.stuck(Keys.STUCK_NANOS)).isNull();
        assertThat(keys.stuck(Keys.STUCK_NANOS + 1)).isEqualTo("2");
        sample(TOP, false, false, false);
        assertThat(keys.stuck(Keys.STUCK_NANOS + 1)).isNull();
    }
}
