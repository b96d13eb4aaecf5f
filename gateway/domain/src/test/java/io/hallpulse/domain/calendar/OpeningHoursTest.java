package io.hallpulse.domain.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.domain.calendar.OpeningHours.Next;
import io.hallpulse.domain.calendar.OpeningHours.State;
import io.hallpulse.domain.directory.DaySpan;
import io.hallpulse.domain.directory.Name;
import io.hallpulse.domain.directory.WeeklyHours;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Hours of a hall in China by the calendar of autumn 2026, and of one in Berlin where a clock is changed. */
class OpeningHoursTest {
    private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final WorkingCalendar CALENDAR = new WorkingCalendar(List.of(
            span("2026-09-20", "2026-09-20", DaySpan.WORK), // a Sunday
            span("2026-10-01", "2026-10-07", DaySpan.OFF),
            span("2026-10-10", "2026-10-10", DaySpan.WORK))); // a Saturday

    private final OpeningHours hall =
            hours("Mo 08:30-12:00,13:30-17:00; Tu-Fr 09:00-12:00,13:30-17:00; Sa 09:00-12:00", CHINA);

    private static DaySpan span(String from, String to, String kind) {
        return new DaySpan(LocalDate.parse(from), LocalDate.parse(to), kind, new Name("国庆节", "National Day"), "");
    }

    private static OpeningHours hours(String week, ZoneId zone) {
        return new OpeningHours(WeeklyHours.parse(week), zone, CALENDAR);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-09-22T08:59:59, false, 2026-09-22T09:00, a Tuesday before it opens",
        "2026-09-22T09:00:00, true,  2026-09-22T12:00, at the stroke",
        "2026-09-22T11:59:59, true,  2026-09-22T12:00, until noon",
        "2026-09-22T12:00:00, false, 2026-09-22T13:30, at noon",
        "2026-09-22T17:00:00, false, 2026-09-23T09:00, over night",
        "2026-09-26T11:00:00, true,  2026-09-26T12:00, a plain Saturday",
        "2026-09-26T13:00:00, false, 2026-09-28T08:30, over a Sunday to a Monday's hours",
        "2026-09-20T08:30:00, true,  2026-09-20T12:00, a Sunday that is worked has a Monday's hours",
        "2026-09-30T17:00:00, false, 2026-10-08T09:00, over the holiday",
        "2026-10-01T10:00:00, false, 2026-10-08T09:00, on the holiday",
        "2026-10-10T08:45:00, true,  2026-10-10T12:00, a Saturday that is worked has a Monday's hours",
        "2026-10-10T14:00:00, true,  2026-10-10T17:00, in its afternoon too",
    })
    void at_byWeekAndCalendar_isOpenOrNot_andChangesNext(
            LocalDateTime at, boolean open, LocalDateTime next, String why) {
        Instant instant = at.atZone(CHINA).toInstant();
        assertThat(hall.at(instant)).as(why).isEqualTo(new State(open, false));
        assertThat(hall.next(instant))
                .as(why)
                .contains(new Next(next.atZone(CHINA).toInstant(), !open, false));
    }

    @ParameterizedTest
    @CsvSource({
        "2027-01-01T10:00, false, 2027-01-02T09:00, true, 1 January is off in any year; a Saturday",
        "2027-02-08T10:00, true,  2027-02-08T12:00, false, nobody knows yet that it is Spring Festival",
        "2026-12-31T18:00, false, 2027-01-02T09:00, true, what comes is provisional, what is is not",
    })
    void at_inAYearWithoutACalendar_isProvisional(
            LocalDateTime at, boolean open, LocalDateTime next, boolean opens, String why) {
        Instant instant = at.atZone(CHINA).toInstant();
        assertThat(hall.at(instant)).as(why).isEqualTo(new State(open, at.getYear() == 2027));
        assertThat(hall.next(instant))
                .as(why)
                .contains(new Next(next.atZone(CHINA).toInstant(), opens, true));
    }

    @Test
    void next_spansThatMeetAtMidnight_areOne() {
        OpeningHours night = hours("Fr 20:00-24:00; Sa 00:00-02:00", CHINA);
        Instant friday = LocalDateTime.parse("2026-09-25T21:00").atZone(CHINA).toInstant();
        assertThat(night.next(friday))
                .contains(new Next(
                        LocalDateTime.parse("2026-09-26T02:00").atZone(CHINA).toInstant(), false, false));
    }

    @Test
    void next_alwaysOpenOrNever_isNone() {
        Instant now = Instant.parse("2026-08-03T02:00:00Z");
        assertThat(hours("Mo-Su 00:00-24:00", CHINA).next(now)).isEmpty();
        assertThat(hours("", CHINA).next(now)).isEmpty();
    }

    /** On Sunday 29 March 2026 the clock goes from 02:00 to 03:00, at 01:00 UTC. */
    @ParameterizedTest
    @CsvSource({
        "Su 01:00-02:30, 2026-03-29T00:30:00Z, 2026-03-29T01:00:00Z, it closes when the clock passes the time",
        "Su 02:30-04:00, 2026-03-29T01:00:00Z, 2026-03-29T02:00:00Z, it opens when the clock passes the time",
        "Su 00:00-24:00, 2026-03-28T23:00:00Z, 2026-03-29T22:00:00Z, a day of 23 hours",
    })
    void hours_whereAnHourIsLeftOut(String week, Instant open, Instant closes, String why) {
        OpeningHours sunday = hours(week, BERLIN);
        assertThat(sunday.at(open.minusSeconds(1)).open()).as(why).isEqualTo(week.startsWith("Su 01"));
        assertThat(sunday.at(open).open()).as(why).isTrue();
        assertThat(sunday.next(open).map(Next::at)).as(why).contains(closes);
    }

    /** On Sunday 25 October 2026 the hour from 02:00 to 03:00 comes twice, from 00:00 UTC on. */
    @ParameterizedTest
    @CsvSource({
        "Su 01:00-02:30, 2026-10-24T23:00:00Z, 2026-10-25T01:30:00Z, it closes at the second time",
        "Su 02:30-04:00, 2026-10-25T00:30:00Z, 2026-10-25T03:00:00Z, it opens at the first time",
        "Su 00:00-24:00, 2026-10-24T22:00:00Z, 2026-10-25T23:00:00Z, a day of 25 hours",
    })
    void hours_whereAnHourComesTwice(String week, Instant opens, Instant closes, String why) {
        OpeningHours sunday = hours(week, BERLIN);
        assertThat(sunday.at(opens.minusSeconds(1)).open()).as(why).isFalse();
        assertThat(sunday.next(opens.minusSeconds(1)).map(Next::at)).as(why).contains(opens);
        assertThat(sunday.next(opens).map(Next::at)).as(why).contains(closes);
        assertThat(sunday.at(closes).open()).as(why).isFalse();
    }
}
