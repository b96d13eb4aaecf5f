package io.hallpulse.agent.rating;

import io.hallpulse.agent.clock.Moment;
import org.jspecify.annotations.Nullable;

/**
 * One service that may be rated once, as the business system names it.
 *
 * @param id at most 64 characters, or null
 * @param caseNumber the service's id there, at most 64 characters, or null
 * @param staff who serves, at most 64 characters, or null
 */
public record Session(
        @Nullable String id,
        @Nullable String caseNumber,
        @Nullable String staff) {
    /** A press made outside any session. */
    public static final Session NONE = new Session(null, null, null);

    private static final int LONGEST = 64;
    private static final int BASE_36 = 36;

    /** One that a clerk's key opened. No two of a terminal get one id: no key goes down twice in a millisecond of both clocks. */
    static Session openedByKey(String window, Moment at) {
        String id = window + "-" + Long.toString(at.wall().toEpochMilli(), BASE_36) + "-"
                + Long.toString(at.monoMillis(), BASE_36);
        return new Session(id, null, null);
    }

    public Session {
        check("session", id);
        check("case", caseNumber);
        check("staff", staff);
    }

    private static void check(String name, @Nullable String value) {
        if (value != null && value.length() > LONGEST) {
            throw new IllegalArgumentException(name + " is longer than " + LONGEST + " characters; shorten it");
        }
    }
}
