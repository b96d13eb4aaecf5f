package io.hallpulse.domain.directory;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Days from a first to a last one, both among them.
 *
 * @param from null for ever since
 * @param to null for as long as nobody says otherwise
 */
record Days(@Nullable LocalDate from, @Nullable LocalDate to) {
    boolean has(LocalDate day) {
        return (from == null || !day.isBefore(from)) && (to == null || !day.isAfter(to));
    }

    boolean meets(Days other) {
        return !isOver(other.from) && !other.isOver(from);
    }

    /** Whether they end before a day. */
    private boolean isOver(@Nullable LocalDate day) {
        return to != null && day != null && to.isBefore(day);
    }

    /** Whether the others begin no earlier. */
    boolean beginWith(Days others) {
        return from == null || (others.from != null && !others.from.isBefore(from));
    }

    /** Whether the others end no later. */
    boolean endWith(Days others) {
        return to == null || (others.to != null && !others.to.isAfter(to));
    }

    /** Such as {@code 2026-01-01 to 2026-06-30}; an open end is written as three dots. */
    @Override
    public String toString() {
        return (from == null ? "…" : from) + " to " + (to == null ? "…" : to);
    }
}
