package io.hallpulse.domain.fraud;

import io.hallpulse.domain.duty.Pause;

/** What is known of a window beside its presses. */
public interface Circumstances {
    /** Whether its hall was closed, and not only for the grace at either end. */
    boolean isClosed(RatedPress press, long graceMillis);

    /**
     * Whether it was paused, and not only for the grace at either end; see {@link Pause#isFromBefore}. A pause that began after the gateway got
     * the press says nothing of it, wherever the press is placed.
     */
    boolean isPaused(RatedPress press, long graceMillis);

    /**
     * The share of top ratings in the calendar month before the press, as it was when that was first asked for; negative where there is none.
     */
    double topShare(RatedPress press);

    /** Whether staff signed in or out there within that time of the press. */
    boolean isNearSign(RatedPress press, long millis);
}
