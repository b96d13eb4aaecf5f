package io.hallpulse.agent.uplink;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class BackoffTest {
    /** Always the most that is allowed. */
    private final Backoff backoff = new Backoff(new RandomGenerator() {
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
    void afterConnectionOf_shortOnes_doublesFromAQuarterSecondToHalfAMinute() {
        long[] expected = {250, 500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000};
        for (long millis : expected) {
            assertThat(backoff.afterConnectionOf(Duration.ofSeconds(59))).isEqualTo(millis);
        }
    }

    @Test
    void afterConnectionOf_aStableOne_beginsAgain() {
        backoff.afterConnectionOf(Duration.ZERO);
        backoff.afterConnectionOf(Duration.ZERO);

        assertThat(backoff.afterConnectionOf(Duration.ofSeconds(60))).isEqualTo(250);
    }
}
