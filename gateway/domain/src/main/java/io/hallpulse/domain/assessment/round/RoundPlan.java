package io.hallpulse.domain.assessment.round;

import io.hallpulse.domain.assessment.scheme.Publication;
import io.hallpulse.domain.assessment.scheme.RoundPeriod;
import io.hallpulse.domain.assessment.scheme.Scheme;
import io.hallpulse.domain.calendar.Limit;
import io.hallpulse.domain.calendar.WorkingCalendar;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The instants of a round's steps by the calendar and the scheme.
 *
 * @param zone in which its days begin
 */
public record RoundPlan(AssessedPeriod period, RoundDates dates, ZoneId zone) {
    /** Of a period, as its scheme plans it. */
    public static RoundPlan of(Scheme scheme, AssessedPeriod period, WorkingCalendar calendar, ZoneId zone) {
        return new RoundPlan(period, RoundDates.of(period.to(), scheme.rounds(), hold(scheme), calendar), zone);
    }

    /** How long subjects see their own cards before others do: as long as the publication that waits longest; null for not at all. */
    public static @Nullable Limit hold(Scheme scheme) {
        return scheme.publications().stream()
                .map(Publication::hold)
                .filter(Objects::nonNull)
                .max(Comparator.comparing(Limit::unit).thenComparing(Limit::amount))
                .orElse(null);
    }

    /** Whether a period is one of a scheme's rounds. */
    public static boolean fits(RoundPeriod every, AssessedPeriod period) {
        String name = period.name();
        return switch (every) {
            case MONTH -> name.length() == 7 && Character.isDigit(name.charAt(5));
            case QUARTER -> name.contains("Q");
            case HALF_YEAR -> name.contains("H");
            case YEAR -> name.length() == 4;
            case ONCE -> true;
        };
    }

    /** From when on facts are taken. */
    public Instant begins() {
        return start(period.from());
    }

    /** The first instant after the period. */
    public Instant ends() {
        return start(period.to().plusDays(1));
    }

    public Instant opens() {
        return start(dates.open());
    }

    public Instant closes() {
        return start(dates.closed().plusDays(1));
    }

    /** From when on no fact is taken, and the round may be counted. */
    public Instant lateOver() {
        return start(dates.late().plusDays(1));
    }

    /** Whether there can be facts of some days, the first and the last included: they are of days of the period, or after it and not late. */
    public boolean mayHold(LocalDate first, LocalDate last) {
        return !period.from().isAfter(last) && start(first).isBefore(lateOver());
    }

    /** From when on it may be approved, when it was counted at an instant: the subjects have seen their cards then. */
    public Instant holdOver(Instant counted, @Nullable Limit hold, WorkingCalendar calendar) {
        return hold == null
                ? counted
                : start(calendar.lastDay(counted.atZone(zone).toLocalDate(), hold)
                        .plusDays(1));
    }

    private Instant start(LocalDate day) {
        return day.atStartOfDay(zone).toInstant();
    }
}
