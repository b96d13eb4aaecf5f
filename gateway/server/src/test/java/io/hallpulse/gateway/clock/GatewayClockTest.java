package io.hallpulse.gateway.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class GatewayClockTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:04:05Z");

    private Instant wall = NOW;
    private long nanos;
    private boolean synced;

    @Test
    void trusted_isRightThoughTheKernelKnowsOfNoSync() {
        assertThat(clock(false, 0).isRight()).isTrue();
        assertThat(clock(false, 0).instant()).isEqualTo(NOW);
    }

    @Test
    void synced_isRightOnlyWhileTheKernelSaysSo() {
        GatewayClock clock = clock(true, 0);
        assertThat(clock.reason().orElseThrow()).startsWith("clock: the kernel calls it unsynced");

        synced = true;
        pass(Duration.ofSeconds(1));
        assertThat(clock.isRight()).isTrue();

        synced = false;
        pass(Duration.ofSeconds(1));
        assertThat(clock.isRight()).isFalse();
    }

    @Test
    void steppedBack_isNotRightUntilItIsPastTheTimeThatItTold() {
        GatewayClock clock = clock(false, 0);
        wall = NOW.minusSeconds(3600);
        assertThat(clock.reason().orElseThrow()).startsWith("clock: it stepped back, from 2026-11-22T10:04:05Z");

        pass(Duration.ofMinutes(59));
        assertThat(clock.isRight()).isFalse();
        pass(Duration.ofMinutes(1));
        assertThat(clock.isRight()).isTrue();
    }

    @Test
    void steppedBack_aMinuteOfTheKernelsWordMakesItRightAgain() {
        GatewayClock clock = clock(false, 0);
        wall = NOW.minusSeconds(3600);
        assertThat(clock.isRight()).isFalse();

        synced = true;
        pass(Duration.ofSeconds(30));
        assertThat(clock.isRight()).isFalse();
        pass(Duration.ofSeconds(60));
        assertThat(clock.isRight()).isTrue();
        pass(Duration.ofSeconds(1));
        assertThat(clock.isRight()).isTrue();
    }

    @Test
    void behindTheDatabase_isNotRightFromTheStart() {
        assertThat(clock(false, NOW.plusSeconds(60).toEpochMilli()).isRight()).isFalse();
    }

    @Test
    void slewedBack_isNoStep() {
        GatewayClock clock = clock(false, 0);
        wall = NOW.minusMillis(GatewayClock.TOLERANCE_MILLIS);

        assertThat(clock.isRight()).isTrue();
    }

    private GatewayClock clock(boolean mustBeSynced, long latestMillis) {
        return new GatewayClock(() -> wall, () -> nanos, () -> synced, mustBeSynced, latestMillis);
    }

    private void pass(Duration time) {
        wall = wall.plus(time);
        nanos += time.toNanos();
    }
}
