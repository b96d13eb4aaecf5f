package io.hallpulse.domain.duty;

import java.time.ZoneId;

/**
 * A time in which nobody is served at a window, as somebody said when it began. None lasts beyond the hall's day: a pause that nobody ended is
 * not taken to go on on the next.
 *
 * @param fromMillis milliseconds since 1970
 * @param endsMillis the first millisecond after it
 */
public record Pause(String hall, String window, long fromMillis, long endsMillis) {
    public Pause {
        if (endsMillis < fromMillis) {
            throw new IllegalArgumentException("a pause ends after it begins");
        }
    }

    /** One that begins at an instant and that nobody has ended. */
    public static Pause of(String hall, ZoneId zone, String window, long fromMillis) {
        return new Pause(hall, window, fromMillis, Duty.endOfDay(zone, fromMillis));
    }

    /** The same pause, ended at an instant: never before it began, nor later than it would have ended anyway. */
    public Pause endedAt(long millis) {
        return new Pause(hall, window, fromMillis, Math.max(fromMillis, Math.min(endsMillis, millis)));
    }

    /** Whether it had begun before an instant, and lasts beyond another. */
    public boolean isFromBefore(long beginMillis, long endMillis) {
        return fromMillis < beginMillis && endMillis < endsMillis;
    }

    /** Whether it is at an instant. */
    public boolean isAt(long millis) {
        return fromMillis <= millis && millis < endsMillis;
    }
}
