package io.hallpulse.domain.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeeklyHoursTest {
    private static final String MEND = "; write like Mo-Fr 09:00-12:00,13:30-17:00; Sa 09:00-12:00";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Mo-Fr 09:00-12:00,13:30-17:00; Sa 09:00-12:00 | Mo-Fr 09:00-12:00,13:30-17:00; Sa 09:00-12:00",
                "Mo,We,Fr 09:00-12:00 | Mo 09:00-12:00; We 09:00-12:00; Fr 09:00-12:00",
                "Tu 09:00-12:00;Mo   09:00-12:00 | Mo-Tu 09:00-12:00",
                "Mo-Su 00:00-24:00 | Mo-Su 00:00-24:00",
                "Fr 20:00-24:00; Sa 00:00-02:00, 09:00-12:00 | Fr 20:00-24:00; Sa 00:00-02:00,09:00-12:00",
            })
    void parse_hours_areWrittenAgainInTheirShortestForm(String text, String written) {
        assertThat(WeeklyHours.parse(text)).hasToString(written);
        assertThat(WeeklyHours.parse(written)).isEqualTo(WeeklyHours.parse(text));
    }

    @Test
    void parse_nothing_saysNothing() {
        assertThat(WeeklyHours.parse(" ")).isEqualTo(WeeklyHours.UNSAID).hasToString("");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "Mo-Fr | 'Mo-Fr' lacks days or hours",
                "09:00-12:00 | '09:00-12:00' lacks days or hours",
                "Mo 09:00-12:00; | '' lacks days or hours",
                "Xx 09:00-12:00 | 'Xx' is no day",
                "周一 09:00-12:00 | '周一' is no day",
                "Fr-Mo 09:00-12:00 | 'Fr-Mo' runs backwards; a week begins with Mo",
                "Mo 9:00-12:00 | '9:00-12:00' is no span of hours",
                "Mo 09:00-12:60 | '12:60' is no time of a day",
                "Mo 09:00-24:01 | '24:01' is no time of a day",
                "Mo 12:00-12:00 | '12:00-12:00' ends before it begins; one that passes midnight is written as two, to 24:00 and from 00:00",
                "Mo 09:00-12:00,11:00-13:00 | '11:00-13:00' begins before the span before it ends",
                "Mo-Fr 09:00-12:00; We 13:00-14:00 | We stands twice; write its spans one after the other, with a comma",
            })
    void parse_whatIsNone_isToldInOneLineWithTheMend(String text, String reason) {
        assertThatThrownBy(() -> WeeklyHours.parse(text)).hasMessage(reason + MEND);
    }
}
