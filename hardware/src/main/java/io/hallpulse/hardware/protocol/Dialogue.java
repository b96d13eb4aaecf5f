package io.hallpulse.hardware.protocol;

import io.hallpulse.hardware.Answer;
import io.hallpulse.hardware.MeterSignal;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Both sides of the talk on one serial line, whoever speaks first: a meter that sends its keys, or a host that asks for them.
 * Pure: the bytes and the time come in by the calls. For one thread, the port's. Times are on the scale of
 * {@link System#nanoTime()}.
 */
public interface Dialogue {
    /** Bytes came, and were read at {@code nowNanos}. */
    void bytes(byte[] bytes, long nowNanos, Consumer<MeterKey> keys);

    /** Nothing had come by {@code nowNanos} since the last call. */
    void silence(long nowNanos, Consumer<MeterKey> keys);

    /** Takes note of what became of a key; what is to be said of it comes out of {@link #speak}. */
    void answer(MeterKey key, Answer answer);

    /** Takes note of something to be shown by the meter at an address. */
    void signal(int address, MeterSignal signal);

    /** What the host says now, or null. Asked again until null; a half-duplex line is never spoken on out of turn. */
    byte @Nullable [] speak(long nowNanos);

    /** Whether bytes are due any moment, so that the line is worth looking at often. */
    boolean expectsBytes(long nowNanos);

    /** The line was cut and opened again: what was under way is forgotten. */
    void reopened();

    /** Bytes that belonged to no frame since the last valid one. */
    long rejectedSinceFrame();

    /** Why no press can come from the meter at an address, as words and their mend, or null when one can. */
    @Nullable
    String trouble(int address);
}
