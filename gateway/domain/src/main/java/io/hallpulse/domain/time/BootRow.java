package io.hallpulse.domain.time;

import org.jspecify.annotations.Nullable;

/**
 * What is known of the clocks of one boot; all in milliseconds.
 *
 * @param gatewayOffset least (gateway time - mono) over live messages, to a second
 * @param synced the latest press whose wall clock was synced and believed
 * @param held an anchor that waits for the gateway's own clock to be right
 */
public record BootRow(
        long id,
        @Nullable Reading anchor,
        @Nullable Long gatewayOffset,
        @Nullable Reading synced,
        @Nullable Reading held) {
    /** The two clocks at one moment. */
    public record Reading(long mono, long wall) {
        /** What the wall clock says when the monotonic one says {@code monoMillis}. */
        public long wallAt(long monoMillis) {
            return wall + (monoMillis - mono);
        }
    }

    /** A boot of which nothing is known. */
    public static BootRow unknown(long id) {
        return new BootRow(id, null, null, null, null);
    }

    public BootRow withAnchor(Reading reading) {
        return new BootRow(id, reading, gatewayOffset, synced, null);
    }

    public BootRow withGatewayOffset(long millis) {
        return new BootRow(id, anchor, millis, synced, held);
    }

    public BootRow withSynced(Reading reading) {
        return new BootRow(id, anchor, gatewayOffset, reading, held);
    }

    public BootRow withHeld(@Nullable Reading reading) {
        return new BootRow(id, anchor, gatewayOffset, synced, reading);
    }
}
