package io.hallpulse.domain.press;

import io.hallpulse.contract.message.ReceivedPresses;
import java.util.Optional;

/** Whether a readable message is taken in at all. */
public final class Intake {
    /** How far a seq may lie above all that is known of its run. */
    public static final long JUMP = 100_000;

    private Intake() {}

    /**
     * Why a message is refused as a whole, if it is: a seq far above both its low and its run's highest known seq is damage, and
     * would make a gap of nothing.
     *
     * @param highest the highest seq known of the run, 0 for none
     */
    public static Optional<String> refusal(ReceivedPresses message, long highest) {
        long limit = Math.max(message.low(), highest) + JUMP;
        return message.presses().stream()
                .filter(item -> item.seq() > limit)
                .findFirst()
                .map(item -> "seq " + item.seq() + " is more than " + JUMP + " above low " + message.low()
                        + " and the highest known seq " + highest);
    }

    /** Whether a message came straight after its press: a backlog goes out in batches, and what comes again is known. */
    public static boolean isLive(ReceivedPresses message, long highest) {
        return message.presses().size() == 1 && message.presses().get(0).seq() > highest;
    }
}
