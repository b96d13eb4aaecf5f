package io.hallpulse.agent.outbox;

/**
 * The limits of the outbox.
 *
 * @param bytes of presses in the file
 * @param presses in the file
 * @param ballastBytes set aside for a full disk; see {@link Ballast}
 * @param lowWaterBytes free on the disk under which somebody has to make room
 */
public record OutboxLimits(long bytes, long presses, long ballastBytes, long lowWaterBytes) {
    /** A file that size, a million presses, and room on the disk for a checkpoint and some ten thousand last presses. */
    public static OutboxLimits of(long bytes) {
        return new OutboxLimits(bytes, 1_000_000, 8L << 20, 64L << 20);
    }
}
