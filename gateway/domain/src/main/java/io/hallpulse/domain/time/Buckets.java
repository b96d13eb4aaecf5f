package io.hallpulse.domain.time;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** The buckets of a hall: hours of its clock. Where the clock is set back, both hours of that name are buckets of their own. */
public final class Buckets {
    /** The bucket of presses whose time is uncertain; no hour begins at that millisecond. */
    public static final long UNCERTAIN = -1;

    private static final long HOUR_MILLIS = Duration.ofHours(1).toMillis();

    private Buckets() {}

    /** The start of the bucket that a press falls into. */
    public static long startOf(EventTime eventTime, ZoneId zone) {
        Long millis = eventTime.millis();
        if (millis == null) {
            return UNCERTAIN;
        }
        long offset = zone.getRules().getOffset(Instant.ofEpochMilli(millis)).getTotalSeconds() * 1000L;
        return Math.floorDiv(millis + offset, HOUR_MILLIS) * HOUR_MILLIS - offset;
    }
}
