package io.hallpulse.domain.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BucketsTest {
    @ParameterizedTest
    @CsvSource({
        "2026-11-22T10:03:11.204Z, Asia/Shanghai, 2026-11-22T10:00:00Z",
        "2026-11-22T10:29:59.999Z, Asia/Kolkata,  2026-11-22T09:30:00Z",
        "2026-11-22T10:30:00.000Z, Asia/Kolkata,  2026-11-22T10:30:00Z",
        "2026-10-25T00:30:00.000Z, Europe/Berlin, 2026-10-25T00:00:00Z",
        "2026-10-25T01:30:00.000Z, Europe/Berlin, 2026-10-25T01:00:00Z",
        "1969-12-31T23:59:59.999Z, UTC,           1969-12-31T23:00:00Z",
    })
    void startOf_isTheHourOfTheHallsClock(Instant press, String zone, Instant start) {
        EventTime eventTime = new EventTime(EventTime.By.WALL, press.toEpochMilli());

        assertThat(Buckets.startOf(eventTime, ZoneId.of(zone))).isEqualTo(start.toEpochMilli());
    }

    @Test
    void startOf_uncertain_isTheBucketOfItsOwn() {
        assertThat(Buckets.startOf(EventTime.UNCERTAIN, ZoneId.of("UTC"))).isEqualTo(Buckets.UNCERTAIN);
    }
}
