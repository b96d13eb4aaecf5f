package io.hallpulse.hardware.gpio;

import io.hallpulse.hardware.Answer;
import java.util.concurrent.TimeUnit;

/** How a lamp shows an answer. Each is told from the others at a glance, and each ends by itself. */
record LampPattern(int flashes, long onMillis, long offMillis) {
    /** One long light: thank you. */
    private static final LampPattern STORED = new LampPattern(1, 1500, 0);
    /** Two short ones: we had yours already. */
    private static final LampPattern ALREADY_COUNTED = new LampPattern(2, 250, 250);
    /** Fast flicker: something is wrong. */
    private static final LampPattern NOT_STORED = new LampPattern(15, 100, 100);
    /** Three slow ones: nobody serves here now. */
    private static final LampPattern OUT_OF_SERVICE = new LampPattern(3, 600, 600);

    static LampPattern of(Answer answer) {
        return switch (answer) {
            case STORED -> STORED;
            case ALREADY_COUNTED -> ALREADY_COUNTED;
            case NOT_STORED -> NOT_STORED;
            case OUT_OF_SERVICE -> OUT_OF_SERVICE;
        };
    }

    /** Whether the lamp is lit so long after the answer. */
    boolean isLit(long elapsedNanos) {
        long millis = TimeUnit.NANOSECONDS.toMillis(elapsedNanos);
        long period = onMillis + offMillis;
        return millis / period < flashes && millis % period < onMillis;
    }

    boolean isOver(long elapsedNanos) {
        return TimeUnit.NANOSECONDS.toMillis(elapsedNanos) >= flashes * (onMillis + offMillis);
    }
}
