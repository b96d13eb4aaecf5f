package io.hallpulse.domain.duty;

import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Who is on duty at a window from an instant on, until the next of that window. None lasts beyond the hall's day: whoever forgot to sign out
 * is not taken to be there on the next.
 *
 * @param fromMillis milliseconds since 1970
 * @param endsMillis the first millisecond of the hall's next day
 * @param staff id of the member of staff, null where the window is left with nobody
 */
public record Duty(
        String hall,
        String window,
        long fromMillis,
        long endsMillis,
        @Nullable String staff) {
    public Duty {
        if (endsMillis <= fromMillis) {
            throw new IllegalArgumentException("a duty ends after it begins");
        }
    }

    /** One that begins at an instant. */
    public static Duty of(String hall, ZoneId zone, String window, long fromMillis, @Nullable String staff) {
        return new Duty(hall, window, fromMillis, endOfDay(zone, fromMillis), staff);
    }

    /** The first millisecond of the day after that of an instant. */
    static long endOfDay(ZoneId zone, long millis) {
        return Instant.ofEpochMilli(millis)
                .atZone(zone)
                .toLocalDate()
                .plusDays(1)
                .atStartOfDay(zone)
                .toInstant()
                .toEpochMilli();
    }

    /** Who is on duty at an instant that no later duty of the window is before; null for nobody. */
    public @Nullable String at(long millis) {
        return fromMillis <= millis && millis < endsMillis ? staff : null;
    }
}
