package io.hallpulse.hardware.protocol;

import io.hallpulse.hardware.health.Count;
import io.hallpulse.hardware.health.Counters;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * The scanner that finds the valid frames in a stream of bytes. After a false start it goes on from the very next byte, so that a frame
 * hidden behind a false header is found. Only {@link #silence} gives up on an unfinished frame: bytes that waited in the
 * kernel while this program stood still were not late. For one thread.
 */
public final class FrameScanner {
    /** Silence that breaks a frame off: far above the 16 ms in which USB adapters deliver, far below a person's next press. */
    public static final long INTER_BYTE_TIMEOUT_NANOS = 100_000_000;

    private final Framing framing;
    private final Counters counters;
    private final byte[] pending;
    private int length;
    private long lastByteNanos;
    private long rejectedSinceFrame;

    public FrameScanner(Framing framing, Counters counters) {
        this.framing = framing;
        this.counters = counters;
        this.pending = new byte[2 * framing.longestFrame()];
    }

    /** Takes all of {@code bytes}, read at {@code nowNanos}, and hands out copies of the frames that they complete. */
    public void bytes(byte[] bytes, long nowNanos, Consumer<byte[]> frames) {
        counters.add(Count.BYTES, bytes.length);
        lastByteNanos = nowNanos;
        int taken = 0;
        while (taken < bytes.length) {
            int chunk = Math.min(bytes.length - taken, pending.length - length);
            System.arraycopy(bytes, taken, pending, length, chunk);
            length += chunk;
            taken += chunk;
            scan(frames);
        }
    }

    /** No byte had come by {@code nowNanos}: drops what was broken off, and hands out the frames that were hidden in it. */
    public void silence(long nowNanos, Consumer<byte[]> frames) {
        if (length == 0 || nowNanos - lastByteNanos < INTER_BYTE_TIMEOUT_NANOS) {
            return;
        }
        counters.add(Count.TIMEOUTS);
        while (length > 0) {
            reject(1);
            consume(1);
            scan(frames);
        }
    }

    /** Forgets a frame that has begun: the line was cut. */
    public void reset() {
        length = 0;
    }

    /** Whether bytes wait for the rest of their frame, or for the silence that breaks it off. */
    public boolean isUnfinished() {
        return length > 0;
    }

    /** Bytes that belonged to no frame since the last valid one. */
    public long rejectedSinceFrame() {
        return rejectedSinceFrame;
    }

    private void scan(Consumer<byte[]> frames) {
        int from = 0;
        while (from < length) {
            FrameMatch match = framing.match(pending, from, length);
            if (match instanceof FrameMatch.Unfinished) {
                break;
            } else if (match instanceof FrameMatch.Frame frame) {
                counters.add(Count.FRAMES);
                rejectedSinceFrame = 0;
                frames.accept(Arrays.copyOfRange(pending, from, from + frame.length()));
                from += frame.length();
            } else if (match instanceof FrameMatch.Rejected rejected) {
                if (rejected.cause() != Count.NOISE_BYTES) {
                    counters.add(rejected.cause());
                }
                reject(1);
                from++;
            }
        }
        consume(from);
    }

    private void reject(int bytes) {
        counters.add(Count.NOISE_BYTES, bytes);
        rejectedSinceFrame += bytes;
    }

    private void consume(int bytes) {
        System.arraycopy(pending, bytes, pending, 0, length - bytes);
        length -= bytes;
    }
}
