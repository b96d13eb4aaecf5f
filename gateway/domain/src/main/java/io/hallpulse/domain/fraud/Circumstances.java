package io.hallpulse.domain.fraud;

/** What is known of a window beside its presses. */
public interface Circumstances {
    /** Whether its hall was closed, and not only for the grace at either end. */
    boolean isClosed(RatedPress press, long graceMillis);

    /**
     * The share of top ratings in the calendar month before the press, as it was when that was first asked for; negative where there is none.
     */
    double topShare(RatedPress press);

    /** Whether staff signed in or out there within that time of the press. */
    boolean isNearSign(RatedPress press, long millis);
}
