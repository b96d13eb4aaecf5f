package io.hallpulse.agent.rating;

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
