package io.hallpulse.gateway.store;

import org.jspecify.annotations.Nullable;

/**
 * What is known of the clocks of one boot; all in milliseconds.
 *
 * @param gatewayOffset least (gateway time - mono) over live messages
 * @param synced the latest press whose wall clock was synced and believed
 */
public record BootRow(
        long id,
        @Nullable Reading anchor,
        @Nullable Long gatewayOffset,
        @Nullable Reading synced) {
    /** The two clocks at one moment. */
    public record Reading(long mono, long wall) {
        /** What the wall clock says when the monotonic one says {@code monoMillis}. */
        public long wallAt(long monoMillis) {
            return wall + (monoMillis - mono);
        }
    }
}
