package io.hallpulse.agent.rating;

import io.hallpulse.agent.config.WindowConfig;
import org.jspecify.annotations.Nullable;

/**
 * The newest session of a window, until the next one is opened.
 *
 * @param openedMillis on the boot's monotonic clock
 * @param rating the press that counts for it; null before it, and after a restart
 */
public record WindowSession(
        String window, Session session, long openedMillis, State state, RatingState.@Nullable Counted rating) {
    /** What became of it so far. */
    public enum State {
        /** Waits for its key. */
        OPEN("open"),
        /** Has its rating. */
        ACCEPTED("accepted"),
        /** Has its rating, and was pressed again since. */
        REPEAT("repeat"),
        /** Ended unrated by time. */
        TIMEOUT("timeout"),
        /** Ended by the business system. */
        CLOSED("closed"),
        /** Waits no longer: its time ran out, or its boot ended, while the agent was away. Its end is not stored yet. */
        CUT_OFF("timeout");

        private final String word;

        State(String word) {
            this.word = word;
        }

        /** The word for the business system. */
        public String word() {
            return word;
        }
    }

    /** One that was just opened. */
    static WindowSession opened(String window, Session session, long openedMillis) {
        return new WindowSession(window, session, openedMillis, State.OPEN, null);
    }

    /** Whether its end as unrated is still to be stored. */
    boolean isUnrated() {
        return state == State.OPEN || state == State.CUT_OFF;
    }

    boolean isRated() {
        return state == State.ACCEPTED || state == State.REPEAT;
    }

    /** Whether a key pressed then is one of this session: it may rate, or is a repeat. */
    boolean takes(long millis, WindowConfig window) {
        if (!isRated()) {
            return isUnrated();
        }
        long graceMillis = rating == null
                ? Long.MIN_VALUE
                : rating.atMillis() + window.grace().toMillis();
        return millis < Math.max(openedMillis + window.timeout().toMillis(), graceMillis);
    }

    WindowSession with(State now) {
        return new WindowSession(window, session, openedMillis, now, rating);
    }

    WindowSession ratedBy(RatingState.@Nullable Counted press) {
        return new WindowSession(window, session, openedMillis, State.ACCEPTED, press);
    }
}
