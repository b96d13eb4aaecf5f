package io.hallpulse.domain.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallpulse.domain.directory.DirectoryTable;
import io.hallpulse.domain.directory.Halls;
import io.hallpulse.domain.directory.Row;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Days and deadlines of 2026 by the State Council's notice of 4 November 2025, and of years without a calendar. */
class WorkingCalendarTest {
    private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");
    private static final LocalTime CLOSE = LocalTime.of(17, 30);
    private static final Halls SHIPPED = ShippedCalendar.added(new Halls(List.of()), file(), Set.of());

    private final WorkingCalendar calendar = WorkingCalendar.of(SHIPPED);

    @ParameterizedTest
    @CsvSource({
        "2026-02-13, 5wd, 2026-02-27, Sat 14 Feb is worked and 15 to 23 Feb are off",
        "2026-09-18, 15wd, 2026-10-15, two days are made up and two holidays lie between",
        "2026-04-30, 1wd, 2026-05-06, Labour Day",
        "2026-05-01, 1wd, 2026-05-06, begun on a holiday",
        "2026-11-02, 5wd, 2026-11-09, a plain week",
        "2026-10-09, 1wd, 2026-10-10, a Saturday that is worked",
        "2026-02-21, 7d, 2026-02-28, the last day is worked",
        "2026-02-13, 7d, 2026-02-24, the last day is a holiday",
        "2026-08-31, 1mo, 2026-09-30, no 31 September",
        "2025-12-31, 2d, 2026-01-04, over New Year to the day that makes up for it",
        "2025-05-01, 1y, 2026-05-06, the same day a year later is a holiday"
    })
    void due_inDays_isAtTheCloseOfTheLastWorkedOne(LocalDate from, String limit, LocalDate last, String why) {
        Due due = calendar.due(instant(from, LocalTime.of(9, 30)), Limit.parse(limit), CHINA, CLOSE);
        assertThat(due).as(why).isEqualTo(new Due(instant(last, CLOSE), false));
    }

    @ParameterizedTest
    @CsvSource({"2026-11-30, 3mo, 2027-02-28, no 30 February", "2026-02-13, 7d, 2026-02-20, a holiday does not matter"})
    void lapses_onItsLastDay_workedOrNot(LocalDate from, String limit, LocalDate last, String why) {
        Due end = calendar.lapses(instant(from, LocalTime.of(9, 30)), Limit.parse(limit), CHINA, CLOSE);
        assertThat(end).as(why).isEqualTo(new Due(instant(last, CLOSE), false));
    }

    @Test
    void due_inHours_runsThroughNightsAndHolidays() {
        Instant eve = instant(LocalDate.of(2026, 9, 30), LocalTime.of(17, 20));
        assertThat(calendar.due(eve, Limit.parse("24h"), CHINA, CLOSE))
                .isEqualTo(new Due(instant(LocalDate.of(2026, 10, 1), LocalTime.of(17, 20)), false));
    }

    @Test
    void due_overTheDayOfAClockChange_countsHoursAsTheyPass_andDaysByTheWallClock() {
        ZoneId berlin = ZoneId.of("Europe/Berlin"); // an hour is left out on Sunday 2026-03-29
        Instant before = LocalDateTime.parse("2026-03-28T18:00").atZone(berlin).toInstant();
        assertThat(calendar.due(before, Limit.parse("24h"), berlin, CLOSE).at())
                .isEqualTo(
                        LocalDateTime.parse("2026-03-29T19:00").atZone(berlin).toInstant());
        assertThat(calendar.due(before, Limit.parse("1wd"), berlin, CLOSE).at())
                .isEqualTo(
                        LocalDateTime.parse("2026-03-30T17:30").atZone(berlin).toInstant());
    }

    @Test
    void due_inAYearWithoutACalendar_isProvisional_untilThereIsOne() {
        Instant from = instant(LocalDate.of(2026, 12, 28), LocalTime.of(9, 30));
        Due due = calendar.due(from, Limit.parse("5wd"), CHINA, CLOSE);
        assertThat(due).isEqualTo(new Due(instant(LocalDate.of(2027, 1, 5), CLOSE), true));
        assertThat(calendar.due(from, Limit.parse("3wd"), CHINA, CLOSE).provisional())
                .isFalse();
        assertThat(calendar.due(from, Limit.parse("240h"), CHINA, CLOSE).provisional())
                .isFalse();

        Halls next = DirectoryTable.CALENDAR.put(SHIPPED, row("2027-01-01", "2027-01-03", "off"));
        next = DirectoryTable.CALENDAR.put(next, row("2027-01-09", "2027-01-09", "work"));
        assertThat(WorkingCalendar.of(next).due(from, Limit.parse("8wd"), CHINA, CLOSE))
                .isEqualTo(new Due(instant(LocalDate.of(2027, 1, 8), CLOSE), false));
        assertThat(WorkingCalendar.of(next).due(from, Limit.parse("9wd"), CHINA, CLOSE))
                .isEqualTo(new Due(instant(LocalDate.of(2027, 1, 9), CLOSE), false));
    }

    @Test
    void isWorked_in2026_isSoOn248Days() { // 261 weekdays, 19 of them off, 6 days of weekends worked
        LocalDate first = LocalDate.of(2026, 1, 1);
        assertThat(first.datesUntil(first.plusYears(1)).filter(calendar::isWorked))
                .hasSize(248);
        assertThat(calendar.isKnown(2026)).isTrue();
        assertThat(calendar.isKnown(2027)).isFalse();
    }

    @Test
    void added_leavesWhatSomebodyChangedOrTookOut() {
        Halls changed = DirectoryTable.CALENDAR.put(SHIPPED, row("2026-10-01", "2026-10-08", "off"));
        Halls without = DirectoryTable.CALENDAR.remove(changed, "2026-01-01");
        assertThat(ShippedCalendar.added(
                        without, file(), SHIPPED.entries().calendar().keySet()))
                .isEqualTo(without);
    }

    @Test
    void put_aDayOfAnotherRow_orASpanOverTwoYears_isRefused() {
        assertThatThrownBy(() -> DirectoryTable.CALENDAR.put(SHIPPED, row("2026-10-07", "2026-10-09", "off")))
                .hasMessage("from '2026-10-07' has days of another row too: 2026-10-01 to 2026-10-07");
        assertThatThrownBy(() -> DirectoryTable.CALENDAR.put(SHIPPED, row("2026-12-31", "2027-01-02", "off")))
                .hasMessage("to '2027-01-02' does not fit the cell of column from");
        assertThatThrownBy(() -> DirectoryTable.CALENDAR.put(SHIPPED, row("2026-12-32", "2026-12-31", "off")))
                .hasMessage("from '2026-12-32' is no day: write one such as 2026-11-22");
        assertThatThrownBy(() -> DirectoryTable.CALENDAR.put(SHIPPED, row("2026-12-30", "2026-12-31", "of")))
                .hasMessage("kind 'of' is not in the directory: is it 'off'?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0wd", "5", "wd", "5 wd", "-1d", "10000h", "5WD", "1w"})
    void parse_whatIsNoLimit_saysSo(String text) {
        assertThatThrownBy(() -> Limit.parse(text)).hasMessageStartingWith("'" + text + "' is no limit");
    }

    private static Row row(String from, String to, String kind) {
        return new Row(Map.of("from", from, "to", to, "kind", kind, "zh", "假日", "en", "Holiday"));
    }

    private static Instant instant(LocalDate day, LocalTime time) {
        return day.atTime(time).atZone(CHINA).toInstant();
    }

    private static String file() {
        try (InputStream in = Objects.requireNonNull(ShippedCalendar.class.getResourceAsStream(ShippedCalendar.FILE))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
