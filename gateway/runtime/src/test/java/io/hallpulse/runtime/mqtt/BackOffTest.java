package io.hallpulse.runtime.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class BackOffTest {
    /** Always the most that is allowed. */
    private final BackOff backOff = new BackOff(new RandomGenerator() {
        @Override
        public long nextLong() {
            throw new AssertionError("a bound is wanted");
        }

        @Override
        public long nextLong(long bound) {
            return bound - 1;
        }
    });

    @Test
    void waitMillisAfter_shortOnes_doublesFromAQuarterSecondToHalfAMinute() {
        long[] expected = {250, 500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000};
        for (long millis : expected) {
            assertThat(backOff.waitMillisAfter(Duration.ofSeconds(59))).isEqualTo(millis);
        }
    }

    @Test
    void waitMillisAfter_aStableOne_beginsAgain() {
        backOff.waitMillisAfter(Duration.ZERO);
        backOff.waitMillisAfter(Duration.ZERO);

        assertThat(backOff.waitMillisAfter(Duration.ofSeconds(60))).isEqualTo(250);
    }
}
