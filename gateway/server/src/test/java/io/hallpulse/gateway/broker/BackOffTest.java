package io.hallpulse.gateway.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackOffTest {
    @Test
    void next_again_spreadsOverTwiceTheTimeUpToHalfAMinute() {
        long ceilingMillis = 500;
        BackOff backOff = new BackOff(new Random(7));
        for (int i = 0; i < 12; i++) {
            assertThat(backOff.next()).isBetween(Duration.ZERO, Duration.ofMillis(ceilingMillis));
            ceilingMillis = Math.min(30_000, 2 * ceilingMillis);
        }
        assertThat(Stream.generate(backOff::next)
                        .limit(200)
                        .map(Duration::toSeconds)
                        .distinct())
                .hasSizeGreaterThan(20);
    }

    @Test
    void reset_afterAGoodConnection_beginsAnew() {
        BackOff backOff = new BackOff(new Random(7));
        Stream.generate(backOff::next)
                .limit(10)
                .forEach(wait -> assertThat(wait).isLessThan(Duration.ofSeconds(31)));
        backOff.reset();

        assertThat(backOff.next()).isLessThanOrEqualTo(Duration.ofMillis(500));
    }
}
