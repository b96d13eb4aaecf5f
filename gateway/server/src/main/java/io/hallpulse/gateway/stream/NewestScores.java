package io.hallpulse.gateway.stream;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The newest document of a hall and nothing older. The streams' thread. */
final class NewestScores implements Pending {
    private byte @Nullable [] waiting;
    private Instant asOf = Instant.MIN;
    private boolean opened;

    /** Replaces what still waits, unless that is newer. */
    void offer(ScoreFrame frame) {
        if (!frame.asOf().isBefore(asOf)) {
            asOf = frame.asOf();
            waiting = frame.bytes();
        }
    }

    @Override
    public byte @Nullable [] take() {
        if (!opened) {
            opened = true;
            return OPENING;
        }
        byte[] next = waiting;
        waiting = null;
        return next;
    }
}
