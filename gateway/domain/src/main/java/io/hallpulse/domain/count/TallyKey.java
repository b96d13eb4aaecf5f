package io.hallpulse.domain.count;

import io.hallpulse.domain.time.Buckets;

/**
 * What presses are counted by.
 *
 * @param bucketStartMillis start of an hour of the hall's clock, or {@link Buckets#UNCERTAIN}
 * @param level 1 to 5
 */
public record TallyKey(String hall, String window, long bucketStartMillis, int level) {}
