package io.hallpulse.gateway.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class TimeTextTest {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    @Test
    void endMillis_ofADay_isTheBeginningOfTheNextOne() {
        assertThat(TimeText.endMillis("2026-11-22", SHANGHAI)).isEqualTo(millis("2026-11-22T16:00:00Z"));
        assertThat(TimeText.millis("2026-11-22", SHANGHAI)).isEqualTo(millis("2026-11-21T16:00:00Z"));
    }

    @Test
    void endMillis_ofADayWithAChangeOfTheClock_followsTheZone() {
        assertThat(TimeText.endMillis("2026-03-29", ZoneId.of("Europe/Berlin")))
                .isEqualTo(millis("2026-03-29T22:00:00Z"));
    }

    @Test
    void endMillis_ofAnInstant_isThatInstant() {
        assertThat(TimeText.endMillis("2026-11-22T10:04:05Z", SHANGHAI)).isEqualTo(millis("2026-11-22T10:04:05Z"));
    }

    private static long millis(String instant) {
        return Instant.parse(instant).toEpochMilli();
    }
}
