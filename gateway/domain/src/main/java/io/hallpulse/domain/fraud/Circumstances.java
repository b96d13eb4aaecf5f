package io.hallpulse.domain.fraud;

import io.hallpulse.domain.duty.Pause;
import java.util.Optional;

/** What is known of a window beside its presses. */
public interface Circumstances {
    /** Whether its hall was closed, and not only for the grace at either end. */
    boolean isClosed(RatedPress press, long graceMillis);

    /** The last of its pauses that had begun before an instant in milliseconds since 1970; empty where there is none. */
    Optional<Pause> lastPause(long beforeMillis);

    /**
     * The share of top ratings in the calendar month before the press, as it was when that was first asked for; negative where there is none.
     */
    double topShare(RatedPress press);

    /** Whether staff signed in or out there within that time of the press. */
    boolean isNearSign(RatedPress press, long millis);
}
