package io.hallpulse.domain.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.domain.time.EventTime;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SettlingTest {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    /** 16:59:50 there. */
    private static final Instant PRESSED = Instant.parse("2026-11-22T08:59:50Z");

    private static final Instant MIDNIGHT = Instant.parse("2026-11-22T16:00:00Z");

    @Test
    void isOver_heardAfterIt_onceItsDayIsOver() {
        Settling settling = of(EventTime.By.WALL, true, PRESSED.plusSeconds(300));

        assertThat(settling.isOver(MIDNIGHT.minusMillis(1), SHANGHAI)).isFalse();
        assertThat(settling.isOver(MIDNIGHT, SHANGHAI)).isTrue();
        assertThat(settling.at()).isEqualTo(PRESSED);
    }

    @Test
    void isOver_secondThoughtMayBeOnItsWay_waitsThreeDays() {
        for (Settling settling : new Settling[] {
            of(EventTime.By.WALL, true, PRESSED.plusSeconds(299)),
            of(EventTime.By.WALL, true, null),
            of(EventTime.By.WALL, false, PRESSED.plusSeconds(3000)),
            of(EventTime.By.GATEWAY, true, PRESSED.plusSeconds(3000)),
            of(EventTime.By.BRACKET, true, PRESSED.plusSeconds(3000)),
        }) {
            assertThat(settling.isOver(MIDNIGHT, SHANGHAI))
                    .as(settling.toString())
                    .isFalse();
            assertThat(settling.isOver(PRESSED.plus(Settling.PATIENCE), SHANGHAI))
                    .as(settling.toString())
                    .isTrue();
        }
    }

    @Test
    void at_knownToTheHourOrNotAtAll_isNone() {
        assertThat(of(EventTime.By.BRACKET, true, PRESSED).at()).isNull();
        assertThat(new Settling(EventTime.UNCERTAIN, PRESSED.toEpochMilli(), true, null).at())
                .isNull();
    }

    private static Settling of(EventTime.By by, boolean complete, @Nullable Instant heard) {
        return new Settling(
                new EventTime(by, PRESSED.toEpochMilli()),
                PRESSED.toEpochMilli(),
                complete,
                heard == null ? null : heard.toEpochMilli());
    }
}
