package io.hallpulse.domain.upstream;

import io.hallpulse.domain.time.EventTime;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Whether a counted press can still change, or be told of too early. It is settled once its hall's day is over, nothing of its run is
 * missing, and its terminal was heard long enough after it that no second thought or reason can be on its way. A terminal that stays
 * silent, or a time that stays unclear, holds it back for some days and no longer.
 *
 * @param time when it was pressed
 * @param receivedMillis when the gateway got it, milliseconds since 1970
 * @param complete whether the gateway has all that the terminal said its run has
 * @param heardMillis when the terminal was last heard, null for never
 */
public record Settling(
        EventTime time,
        long receivedMillis,
        boolean complete,
        @Nullable Long heardMillis) {
    /** Longer than a second thought or a reason may come after a press. */
    static final Duration SECOND_THOUGHT = Duration.ofMinutes(5);
    /** How long a press waits for its terminal, or for a better clock. */
    public static final Duration PATIENCE = Duration.ofDays(3);

    /** Whether it is settled. */
    public boolean isOver(Instant now, ZoneId zone) {
        Long millis = time.millis();
        long atMillis = millis == null ? receivedMillis : millis;
        if (!isDayOver(Instant.ofEpochMilli(atMillis), now, zone)) {
            return false;
        }
        return now.toEpochMilli() - receivedMillis >= PATIENCE.toMillis()
                || (isFinal()
                        && complete
                        && heardMillis != null
                        && heardMillis >= atMillis + SECOND_THOUGHT.toMillis());
    }

    /** Whether the hall's day of an instant is over: levels of today are told to nobody. */
    public static boolean isDayOver(Instant at, Instant now, ZoneId zone) {
        return at.isBefore(now.atZone(zone).toLocalDate().atStartOfDay(zone).toInstant());
    }

    /** Whether no better time can be found for it. */
    private boolean isFinal() {
        return time.by() == EventTime.By.WALL || time.by() == EventTime.By.ANCHOR;
    }

    /** When it was pressed, to the second; null where that is not known so well. */
    public @Nullable Instant at() {
        Long millis = time.millis();
        return millis == null || time.by() == EventTime.By.BRACKET ? null : Instant.ofEpochMilli(millis);
    }
}
