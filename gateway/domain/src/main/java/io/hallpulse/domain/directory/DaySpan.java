package io.hallpulse.domain.directory;

import java.time.LocalDate;

/**
 * Days that are off, such as a holiday's, or days of a weekend that are worked to make up for one (调休).
 *
 * @param from the first of them
 * @param to the last of them, in the same year
 * @param kind {@link #OFF} or {@link #WORK}
 * @param name such as that of the holiday
 * @param source who says so, may be empty
 */
public record DaySpan(LocalDate from, LocalDate to, String kind, Name name, String source) {
    public static final String OFF = "off";
    public static final String WORK = "work";

    public DaySpan {
        if (to.isBefore(from) || to.getYear() != from.getYear()) {
            throw new IllegalArgumentException(from + " to " + to + " is no span of days in one year");
        }
        if (!kind.equals(OFF) && !kind.equals(WORK)) {
            throw new IllegalArgumentException("days are off or work, not " + kind);
        }
    }

    public boolean has(LocalDate day) {
        return !day.isBefore(from) && !day.isAfter(to);
    }

    boolean meets(DaySpan other) {
        return !other.from.isAfter(to) && !from.isAfter(other.to);
    }
}
