package io.hallpulse.domain.duty;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DutyTest {
    @ParameterizedTest
    @CsvSource({
        "Asia/Shanghai, 2026-11-22T01:00:00Z, 2026-11-22T16:00:00Z",
        "Asia/Shanghai, 2026-11-22T16:00:00Z, 2026-11-23T16:00:00Z",
        "Europe/Berlin, 2026-03-28T23:00:00Z, 2026-03-29T22:00:00Z",
        "Europe/Berlin, 2026-10-24T22:00:00Z, 2026-10-25T23:00:00Z",
    })
    void of_anInstant_lastsToTheEndOfTheHallsDay(String zone, Instant from, Instant ends) {
        Duty duty = Duty.of("north", ZoneId.of(zone), "A03", from.toEpochMilli(), "S1");
        assertThat(Instant.ofEpochMilli(duty.endsMillis())).isEqualTo(ends);
        assertThat(duty.at(ends.toEpochMilli() - 1)).isEqualTo("S1");
        assertThat(duty.at(ends.toEpochMilli())).isNull();
        assertThat(duty.at(from.toEpochMilli() - 1)).isNull();
    }

    @Test
    void at_isOfTheLastDutyThatHadBegun_atThatWindowOfThatHall() {
        Duties duties = new Duties(List.of(
                new Duty("north", "A03", 300, 900, null),
                new Duty("north", "A03", 100, 900, "S1"),
                new Duty("north", "A03", 200, 250, "S2"),
                new Duty("south", "A03", 100, 900, "S3")));
        assertThat(duties.at("north", "A03", 99)).isNull();
        assertThat(duties.at("north", "A03", 199)).isEqualTo("S1");
        assertThat(duties.at("north", "A03", 200)).isEqualTo("S2");
        assertThat(duties.at("north", "A03", 250))
                .as("after its end, not the one before")
                .isNull();
        assertThat(duties.at("north", "A03", 300)).isNull();
        assertThat(duties.at("south", "A03", 300)).isEqualTo("S3");
        assertThat(duties.at("north", "A04", 300)).isNull();
    }
}
