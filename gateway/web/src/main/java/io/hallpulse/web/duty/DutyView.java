package io.hallpulse.web.duty;

import io.hallpulse.web.Words;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The windows of a hall with who is on duty.
 *
 * @param hall its id
 * @param zone by whose clock times are told
 * @param people who may sign in, in the order of the directory
 * @param refused the window at which somebody could not sign in just now, empty for none
 * @param wanted who that was, may be empty
 * @param done what was done just now: {@code in}, {@code out}, {@code pause}, {@code resume}, or empty
 */
public record DutyView(
        String hall, ZoneId zone, List<Line> windows, List<Person> people, String refused, String wanted, String done) {
    public DutyView {
        windows = List.copyOf(windows);
        people = List.copyOf(people);
    }

    /** A member of staff. */
    public record Person(String id, String zh, String en) {
        public String name(Words t) {
            return t.of(zh, en);
        }

        /** Name and id, since two may have one name. */
        public String label(Words t) {
            return name(t) + " · " + id;
        }
    }

    /**
     * A window.
     *
     * @param person who is on duty there, null for nobody
     * @param since when they signed in
     * @param atTerminal whether they signed in at the terminal itself, where alone they sign out
     * @param usual id of the member of staff whom the directory has there, may be empty
     * @param pausedSince since when the window pauses, null where it does not
     */
    public record Line(
            String id,
            String zh,
            String en,
            @Nullable Person person,
            @Nullable Instant since,
            boolean atTerminal,
            String usual,
            @Nullable Instant pausedSince) {
        public String name(Words t) {
            return t.of(zh, en);
        }
    }
}
