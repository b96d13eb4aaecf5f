package io.hallpulse.gateway.assessment;

import java.time.Instant;
import java.time.LocalDate;

/**
 * A rating whose writer left a name.
 *
 * @param n 1 for the first one, 2 for the second; what a province calls assessNumber
 * @param day of the service, in the window's hall
 * @param pressed whether the writer says that the same was pressed on the window's keys that day
 */
public record NamedRating(int n, Instant at, int level, LocalDate day, boolean pressed) {
    static final int FIRST = 1;
    static final int SECOND = 2;
}
