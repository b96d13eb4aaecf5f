package io.hallpulse.domain.time;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When a press happened, as far as the gateway can tell.
 *
 * @param millis milliseconds since 1970, null exactly where {@code by} is uncertain or pending
 */
public record EventTime(By by, @Nullable Long millis) {
    /** Nobody knows when. */
    public static final EventTime UNCERTAIN = new EventTime(By.UNCERTAIN, null);

    private static final long LATE_MILLIS = Duration.ofMinutes(5).toMillis();

    /** How the time was found. */
    public enum By {
        UNCERTAIN,
        /** The terminal's synced wall clock. */
        WALL,
        /** The anchor of its boot. */
        ANCHOR,
        /** The gateway's own anchor of its boot. */
        GATEWAY,
        /** Between its neighbours and the receipt, which are in one bucket; the instant is the first possible one. */
        BRACKET,
        /** Not yet: it came while the gateway's own clock was not right. */
        PENDING
    }

    /** Nobody knows yet. */
    public static final EventTime PENDING = new EventTime(By.PENDING, null);

    public EventTime {
        if ((by == By.UNCERTAIN || by == By.PENDING) != (millis == null)) {
            throw new IllegalArgumentException("an event time has an instant unless it is uncertain or pending");
        }
    }

    /** Whether a press was received over five minutes after it happened; one whose time is uncertain is not called late. */
    public boolean isLate(long receivedMillis) {
        return millis != null && receivedMillis - millis > LATE_MILLIS;
    }
}
