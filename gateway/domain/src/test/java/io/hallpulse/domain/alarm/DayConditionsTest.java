package io.hallpulse.domain.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.domain.alarm.DayConditions.WindowFacts;
import io.hallpulse.domain.calendar.WorkingCalendar;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DayConditionsTest {
    private static final long[] NONE = new long[5];

    private static List<AlarmKind> kinds(WindowFacts facts) {
        return DayConditions.of(List.of(facts)).stream().map(Condition::kind).toList();
    }

    private static long[] levels(long bad, long good) {
        return new long[] {bad, 0, 0, 0, good};
    }

    @ParameterizedTest
    @CsvSource({
        "10, 10, 20, 980, true",
        "10, 490, 20, 980, false",
        "4, 0, 20, 980, false",
        "10, 10, 2, 27, false",
        "5, 95, 0, 1000, true",
    })
    void badRatings_areToldWhereYesterdayWasWorseThanFewRatingsCanExplain(
            long bad, long good, long badBefore, long goodBefore, boolean told) {
        long[] yesterday = levels(bad, good);
        WindowFacts facts = new WindowFacts("north", "A03", yesterday, levels(badBefore, goodBefore), yesterday, 0, 0);
        assertThat(kinds(facts)).isEqualTo(told ? List.of(AlarmKind.BAD_RATINGS) : List.of());
    }

    @Test
    void badKeys_areUnproven_wherePeopleRatedAndNobodyEverPressedOne() {
        assertThat(kinds(new WindowFacts("north", "A03", NONE, NONE, levels(0, 9), 0, 0)))
                .containsExactly(AlarmKind.BAD_KEYS_UNPROVEN);
        assertThat(kinds(new WindowFacts("north", "A03", NONE, NONE, levels(1, 9), 0, 0)))
                .isEmpty();
        assertThat(kinds(new WindowFacts("north", "A03", NONE, NONE, levels(0, 9), 1, 0)))
                .as("a key test")
                .isEmpty();
        assertThat(kinds(new WindowFacts("north", "A03", NONE, NONE, NONE, 0, 0)))
                .as("a window that is closed")
                .isEmpty();
    }

    @Test
    void badKeys_haveFiveWorkingDays() {
        WorkingCalendar calendar = new WorkingCalendar(List.of());
        assertThat(DayConditions.provenFrom(LocalDate.of(2026, 11, 30), calendar))
                .as("Monday to Friday, seen on the Monday after")
                .isEqualTo(LocalDate.of(2026, 11, 23));
        assertThat(DayConditions.provenFrom(LocalDate.of(2026, 11, 26), calendar))
                .isEqualTo(LocalDate.of(2026, 11, 19));
    }

    @Test
    void ruleHits_areToldWhereTheyAreMany() {
        assertThat(kinds(new WindowFacts("north", "A03", levels(1, 30), NONE, levels(1, 30), 0, 20)))
                .containsExactly(AlarmKind.RULE_HITS);
        assertThat(kinds(new WindowFacts("north", "A03", levels(1, 50), NONE, levels(1, 50), 0, 20)))
                .isEmpty();
        assertThat(kinds(new WindowFacts("north", "A03", levels(1, 3), NONE, levels(1, 3), 0, 19)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "22:00-07:00, 22:00, true",
        "22:00-07:00, 06:59, true",
        "22:00-07:00, 07:00, false",
        "22:00-07:00, 21:59, false",
        "12:00-13:30, 12:30, true",
        "12:00-13:30, 13:30, false",
    })
    void quietHours_runOverMidnight(String hours, LocalTime time, boolean quiet) {
        assertThat(QuietHours.parse(hours).contains(time)).isEqualTo(quiet);
    }
}
