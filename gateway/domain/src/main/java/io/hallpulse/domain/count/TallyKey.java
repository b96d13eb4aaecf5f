package io.hallpulse.domain.count;

/**
 * What presses are counted by.
 *
 * @param bucketStartMillis start of an hour of the hall's clock, or {@link #UNCERTAIN}
 * @param level 1 to 5
 */
public record TallyKey(String hall, String window, long bucketStartMillis, int level) {
    /** The bucket of presses whose time is uncertain; no hour begins at that millisecond. */
    public static final long UNCERTAIN = -1;
}
