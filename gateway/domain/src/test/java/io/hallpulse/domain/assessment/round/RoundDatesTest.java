package io.hallpulse.domain.assessment.round;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallpulse.domain.assessment.scheme.RoundPeriod;
import io.hallpulse.domain.assessment.scheme.Rounds;
import io.hallpulse.domain.calendar.Limit;
import io.hallpulse.domain.calendar.WorkingCalendar;
import io.hallpulse.domain.directory.DaySpan;
import io.hallpulse.domain.directory.Name;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Table X26 of the assessments' design: the third quarter of 2026, whose ballots are taken over National Day. */
class RoundDatesTest {
    private static final WorkingCalendar CALENDAR = new WorkingCalendar(List.of(
            span("2026-09-20", "2026-09-20", DaySpan.WORK),
            span("2026-09-25", "2026-09-27", DaySpan.OFF),
            span("2026-10-01", "2026-10-07", DaySpan.OFF),
            span("2026-10-10", "2026-10-10", DaySpan.WORK)));

    private final RoundDates dates =
            RoundDates.of(AssessedPeriod.parse("2026-Q3").to(), plan(1, 20, "3wd"), Limit.parse("2wd"), CALENDAR);

    @Test
    void steps_followEachOtherByWorkingDays() {
        assertThat(dates)
                .isEqualTo(new RoundDates(
                        LocalDate.parse("2026-10-01"),
                        LocalDate.parse("2026-10-20"),
                        LocalDate.parse("2026-10-23"),
                        LocalDate.parse("2026-10-26"),
                        LocalDate.parse("2026-10-28"),
                        LocalDate.parse("2026-10-29")));
    }

    @ParameterizedTest
    @CsvSource({"2026-06-22, false", "2026-06-29, true", "2026-08-03, true", "2026-10-19, true", "2026-10-26, false"})
    void facts_areOfDaysFromThePeriodOn_untilItIsTooLate(LocalDate monday, boolean may) {
        RoundPlan round = new RoundPlan(AssessedPeriod.parse("2026-Q3"), dates, ZoneId.of("Asia/Shanghai"));
        assertThat(round.mayHold(monday, monday.plusDays(6))).isEqualTo(may);
    }

    @ParameterizedTest
    @CsvSource({"10wd, 2026-11-12", "5wd, 2026-11-05", "3wd, 2026-11-03"})
    void casesOfTheRound_areDueByWorkingDays(String limit, LocalDate due) {
        assertThat(CALENDAR.lastDay(dates.published(), Limit.parse(limit))).isEqualTo(due);
    }

    @Test
    void rectification_isDueAfterItsPlanAndItsExtension() {
        LocalDate planned = CALENDAR.lastDay(dates.published(), Limit.parse("5wd"));
        LocalDate due = CALENDAR.lastDay(planned, Limit.parse("15wd"));
        assertThat(due).isEqualTo("2026-11-26");
        assertThat(CALENDAR.lastDay(due, Limit.parse("5wd"))).isEqualTo("2026-12-03");
    }

    @Test
    void spanThatEndsByItself_doesNotWaitForAWorkingDay() {
        ZoneId zone = ZoneId.of("Asia/Shanghai");
        LocalTime close = LocalTime.of(17, 30);
        Instant published = dates.published().atTime(9, 0).atZone(zone).toInstant();
        assertThat(CALENDAR.lapses(published, Limit.parse("3mo"), zone, close).at())
                .isEqualTo(
                        LocalDate.parse("2027-01-29").atTime(close).atZone(zone).toInstant());
    }

    @Test
    void withoutLatenessAndHold_stepsFollowAtOnce() {
        RoundDates month = RoundDates.of(LocalDate.parse("2026-10-31"), plan(0, 3, null), null, CALENDAR);
        assertThat(month.closed()).isEqualTo("2026-11-02").isEqualTo(month.late());
        assertThat(month.counted()).isEqualTo("2026-11-03").isEqualTo(month.seen());
        assertThat(month.published()).isEqualTo("2026-11-04");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-02, 2026-02-01, 2026-02-28",
        "2026-Q4, 2026-10-01, 2026-12-31",
        "2026-H1, 2026-01-01, 2026-06-30",
        "2026-H2, 2026-07-01, 2026-12-31",
        "2026, 2026-01-01, 2026-12-31"
    })
    void period_ofItsName(String name, LocalDate from, LocalDate to) {
        assertThat(AssessedPeriod.parse(name)).isEqualTo(new AssessedPeriod(name, from, to));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-13", "2026-Q5", "26-Q1", "2026-H3", ""})
    void period_ofNoName_isRefusedInOneLine(String name) {
        assertThatThrownBy(() -> AssessedPeriod.parse(name))
                .isInstanceOf(DateTimeException.class)
                .hasMessageContaining("'" + name + "' is no period");
    }

    @Test
    void withoutFieldwork_onlyThePeriodsLastDayIsOpen() {
        RoundDates month =
                RoundDates.of(LocalDate.parse("2026-10-31"), new Rounds(RoundPeriod.MONTH, null, null), null, CALENDAR);
        assertThat(month.open()).isEqualTo("2026-10-31").isEqualTo(month.closed());
        assertThat(month.counted()).isEqualTo("2026-11-02");
    }

    private static Rounds plan(int after, int days, @Nullable String late) {
        return new Rounds(
                RoundPeriod.QUARTER,
                new Rounds.Fieldwork(new Limit(after, Limit.Unit.D), new Limit(days, Limit.Unit.D)),
                late == null ? null : Limit.parse(late));
    }

    private static DaySpan span(String from, String to, String kind) {
        return new DaySpan(LocalDate.parse(from), LocalDate.parse(to), kind, new Name("假日", "Holiday"), "");
    }
}
