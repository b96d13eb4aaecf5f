package io.hallpulse.domain.ticket;

import io.hallpulse.contract.Identifiers;
import io.hallpulse.domain.directory.Hall;
import io.hallpulse.domain.time.Buckets;
import io.hallpulse.domain.time.EventTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How many tickets were closed at a window in one hour.
 *
 * @param closed 0 to {@value #MOST_CLOSED}
 * @param from the beginning of the hour
 * @param to the first instant after it
 */
public record TicketCount(String hall, String window, int closed, Instant from, Instant to) {
    /** More than a counter can serve in an hour, many times over. */
    public static final int MOST_CLOSED = 1000;

    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

    /** @throws IllegalArgumentException with one line that names the member and the mend */
    public TicketCount {
        Identifiers.requireLowerCaseIdentifier("hall", hall);
        Identifiers.requireIdentifier("window", window);
        if (closed < 0 || closed > MOST_CLOSED) {
            throw new IllegalArgumentException("closed is not 0 to " + MOST_CLOSED + "; send the tickets of one hour");
        }
        if (from.isBefore(EARLIEST)) {
            throw new IllegalArgumentException("from is before " + EARLIEST + "; send when the hour began");
        }
        if (!Duration.between(from, to).equals(Duration.ofHours(1))) {
            throw new IllegalArgumentException("from and to are not one hour apart; send each hour by itself");
        }
    }

    /**
     * Why it cannot be taken in now, in one line with the mend; empty where it can.
     *
     * @param at its hall, by the directory
     * @param now by the gateway's clock
     */
    public Optional<String> fault(Hall at, Instant now) {
        if (!at.windows().containsKey(window)) {
            return Optional.of("hall " + hall + " has no window '" + window + "'; the directory lists them");
        }
        EventTime begin = new EventTime(EventTime.By.WALL, from.toEpochMilli());
        if (!from.equals(Instant.ofEpochMilli(Buckets.startOf(begin, at.zone())))) {
            return Optional.of("from is no full hour in " + at.zone().getId() + "; send hours of the hall's clock");
        }
        return to.isAfter(now)
                ? Optional.of("the hour is not over by the gateway's clock, which says " + now + "; send it afterwards")
                : Optional.empty();
    }
}
