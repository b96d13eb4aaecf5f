package io.hallpulse.domain.time;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import java.util.Optional;

/** A span of the hall's calendar that scores are summed over. Weeks are ISO weeks: they begin on Monday. */
public enum Period {
    TODAY,
    HOUR,
    WEEK,
    MONTH,
    QUARTER,
    YEAR,
    /** All of time, also the presses whose time is uncertain. */
    ALL;

    private final String word = name().toLowerCase(Locale.ROOT);

    /**
     * A span of time.
     *
     * @param from the first instant in it
     * @param to the first instant after it
     */
    public record Span(Instant from, Instant to) {}

    /** The word in requests and messages. */
    public String word() {
        return word;
    }

    /** The period of that word. */
    public static Optional<Period> ofWord(String word) {
        for (Period period : values()) {
            if (period.word.equals(word)) {
                return Optional.of(period);
            }
        }
        return Optional.empty();
    }

    /** The period that {@code now} falls into; empty for all of time. */
    public Optional<Span> span(Instant now, ZoneId zone) {
        ZonedDateTime local = now.atZone(zone);
        return switch (this) {
            case TODAY -> days(local, 1, ChronoUnit.DAYS);
            case HOUR -> {
                ZonedDateTime from = local.truncatedTo(ChronoUnit.HOURS);
                yield Optional.of(new Span(from.toInstant(), from.plusHours(1).toInstant()));
            }
            case WEEK -> days(local.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)), 1, ChronoUnit.WEEKS);
            case MONTH -> days(local.withDayOfMonth(1), 1, ChronoUnit.MONTHS);
            case QUARTER -> days(local.with(IsoFields.DAY_OF_QUARTER, 1), 3, ChronoUnit.MONTHS);
            case YEAR -> days(local.withDayOfYear(1), 1, ChronoUnit.YEARS);
            case ALL -> Optional.empty();
        };
    }

    /** So many whole days before the one that {@code now} falls into. */
    public static Span daysBefore(int count, Instant now, ZoneId zone) {
        LocalDate today = now.atZone(zone).toLocalDate();
        return new Span(
                today.minusDays(count).atStartOfDay(zone).toInstant(),
                today.atStartOfDay(zone).toInstant());
    }

    private static Optional<Span> days(ZonedDateTime first, int count, ChronoUnit unit) {
        ZonedDateTime from = first.toLocalDate().atStartOfDay(first.getZone());
        ZonedDateTime to = first.toLocalDate().plus(count, unit).atStartOfDay(first.getZone());
        return Optional.of(new Span(from.toInstant(), to.toInstant()));
    }
}
