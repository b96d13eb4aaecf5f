package io.hallpulse.hardware.protocol;

import io.hallpulse.hardware.Answer;
import io.hallpulse.hardware.MeterSignal;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The dialogue with the meters of one serial line, which send their keys unasked or are polled for them.
 * Pure: the bytes and the time come in by the calls. For one thread, the port's. Times are on the scale of
 * {@link System#nanoTime()}.
 */
public interface Dialogue {
    /** Bytes came, and were read at {@code nowNanos}. */
    void bytes(byte[] bytes, long nowNanos, Consumer<MeterKey> keys);

    /** Nothing had come by {@code nowNanos} since the last call. */
    void silence(long nowNanos, Consumer<MeterKey> keys);

    /** Takes note of what became of a key; what has to be sent comes out of {@link #nextFrame}. */
    void answer(MeterKey key, Answer answer);

    /** Takes note of something to be shown by the meter at an address. */
    void signal(int address, MeterSignal signal);

    /** The next frame to send now, or null. Called again until null; on a half-duplex line nothing is sent out of turn. */
    byte @Nullable [] nextFrame(long nowNanos);

    /** Whether something may be due soon by time alone, such as the next request or the end of a frame that was broken off. */
    boolean hasDeadline();

    /** The line was cut and opened again: what was under way is forgotten. */
    void reopened();

    /** Bytes that belonged to no frame since the last valid one. */
    long rejectedSinceFrame();

    /** Why no press can come from the meter at an address, as words and their mend, or null when one can. */
    @Nullable
    String fault(int address);
}
