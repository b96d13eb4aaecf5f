package io.hallpulse.domain.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DutyScheduleTest {
    @Test
    void parse_twoPeople_isWrittenAgainInItsShortestForm() {
        DutySchedule schedule = DutySchedule.parse("s7 Mo-Fr  09:00-12:00|  s9 Mo-Fr 12:00-17:00; Sa 09:00-12:00 ");

        assertThat(schedule).hasToString("s7 Mo-Fr 09:00-12:00 | s9 Mo-Fr 12:00-17:00; Sa 09:00-12:00");
        assertThat(DutySchedule.parse(schedule.toString())).isEqualTo(schedule);
        assertThat(DutySchedule.parse(" ")).isEqualTo(DutySchedule.NONE).hasToString("");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '"',
            value = {
                "s7 ! 's7' lacks a member of staff or their hours; write like s7 Mo-Fr",
                "Mo-Fr 09:00-12:00 ! '09:00-12:00' lacks days or hours",
                "s7 Mo 09:00-12:00 | ! '' lacks a member of staff",
                "s7 Mo 09:00-12:00 | s7 Tu 09:00-12:00 ! s7 stands twice; write all their hours together",
                "s7 Mo-Fr 09:00-12:00 | s9 Fr 11:59-13:00 ! s7 and s9 are there at the same time",
                "s7 Mo 12:00-09:00 ! '12:00-09:00' ends before it begins",
            })
    void parse_whatIsNoSchedule_saysWhyInALine(String text, String line) {
        assertThatThrownBy(() -> DutySchedule.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(line)
                .hasMessageNotContaining("\n");
    }
}
