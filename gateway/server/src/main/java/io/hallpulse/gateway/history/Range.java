package io.hallpulse.gateway.history;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.Optional;

/**
 * Whole days of a hall.
 *
 * @param from the first
 * @param to the last, not before the first
 */
public record Range(LocalDate from, LocalDate to) {
    /** A year and a day more: what a page can show. */
    public static final int MOST_DAYS = 367;

    public Range {
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("the last day is before the first");
        }
        if (from.until(to, ChronoUnit.DAYS) >= MOST_DAYS) {
            throw new IllegalArgumentException("a range has at most " + MOST_DAYS + " days");
        }
    }

    /** The range of a word: {@code today}, or from the beginning of this {@code week}, {@code month}, {@code quarter} or {@code year} to today. */
    public static Optional<Range> ofWord(String word, LocalDate today) {
        return switch (word) {
            case "today" -> Optional.of(new Range(today, today));
            case "week" ->
                Optional.of(new Range(today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)), today));
            case "month" -> Optional.of(new Range(today.withDayOfMonth(1), today));
            case "quarter" -> Optional.of(new Range(today.with(IsoFields.DAY_OF_QUARTER, 1), today));
            case "year" -> Optional.of(new Range(today.withDayOfYear(1), today));
            default -> Optional.empty();
        };
    }

    public int days() {
        return (int) from.until(to, ChronoUnit.DAYS) + 1;
    }

    /** As many days just before. */
    public Range before() {
        return new Range(from.minusDays(days()), from.minusDays(1));
    }

    /** The same days of the month before; one that it lacks is its last. */
    public Range monthBefore() {
        return new Range(from.minusMonths(1), to.minusMonths(1));
    }

    public Instant begin(ZoneId zone) {
        return from.atStartOfDay(zone).toInstant();
    }

    /** The first instant after it. */
    public Instant end(ZoneId zone) {
        return to.plusDays(1).atStartOfDay(zone).toInstant();
    }
}
