package io.hallpulse.domain.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeriodTest {
    @ParameterizedTest
    @CsvSource({
        "TODAY, 2026-11-22T10:03:11Z, Asia/Shanghai, 2026-11-21T16:00:00Z, 2026-11-22T16:00:00Z",
        "TODAY, 2026-11-22T16:00:00Z, Asia/Shanghai, 2026-11-22T16:00:00Z, 2026-11-23T16:00:00Z",
        "HOUR,  2026-11-22T10:03:11Z, Asia/Kolkata,  2026-11-22T09:30:00Z, 2026-11-22T10:30:00Z",
        "WEEK,  2026-11-22T10:03:11Z, Asia/Shanghai, 2026-11-15T16:00:00Z, 2026-11-22T16:00:00Z",
        "WEEK,  2026-11-22T16:00:00Z, Asia/Shanghai, 2026-11-22T16:00:00Z, 2026-11-29T16:00:00Z",
        "MONTH, 2024-02-29T10:00:00Z, Asia/Shanghai, 2024-01-31T16:00:00Z, 2024-02-29T16:00:00Z",
        "QUARTER, 2026-11-22T10:03:11Z, Asia/Shanghai, 2026-09-30T16:00:00Z, 2026-12-31T16:00:00Z",
        "QUARTER, 2026-03-31T16:00:00Z, Asia/Shanghai, 2026-03-31T16:00:00Z, 2026-06-30T16:00:00Z",
        "QUARTER, 2026-02-28T10:00:00Z, Europe/Berlin, 2025-12-31T23:00:00Z, 2026-03-31T22:00:00Z",
        "YEAR, 2026-12-31T15:59:59Z, Asia/Shanghai, 2025-12-31T16:00:00Z, 2026-12-31T16:00:00Z",
        "YEAR, 2024-02-29T10:00:00Z, Europe/Berlin, 2023-12-31T23:00:00Z, 2024-12-31T23:00:00Z",
        "TODAY, 2026-03-29T10:00:00Z, Europe/Berlin, 2026-03-28T23:00:00Z, 2026-03-29T22:00:00Z",
        "TODAY, 2026-10-25T10:00:00Z, Europe/Berlin, 2026-10-24T22:00:00Z, 2026-10-25T23:00:00Z",
    })
    void span_ofTheHallsCalendar_beginsAndEndsWithIt(
            Period period, Instant now, String zone, Instant from, Instant to) {
        assertThat(period.span(now, ZoneId.of(zone))).contains(new Period.Span(from, to));
    }

    @Test
    void span_all_hasNoEnds() {
        assertThat(Period.ALL.span(Instant.EPOCH, ZoneId.of("UTC"))).isEmpty();
    }

    @Test
    void ofWord_isTheInverseOfWord() {
        for (Period period : Period.values()) {
            assertThat(Period.ofWord(period.word())).contains(period);
        }
        assertThat(Period.ofWord("decade")).isEmpty();
        assertThat(Period.TODAY.word()).isEqualTo("today");
    }
}
