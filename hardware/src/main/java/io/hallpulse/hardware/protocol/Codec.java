package io.hallpulse.hardware.protocol;

import io.hallpulse.hardware.Answer;
import io.hallpulse.hardware.MeterSignal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The frames of a meter that sends unasked: where they end, what they mean, and how the host answers. Pure. */
public interface Codec extends Framing {
    /** The key in a valid frame, or null where it has none. */
    @Nullable
    MeterKey key(byte[] frame);

    /** The frames that acknowledge a key, by what became of it; empty to leave it unanswered, as most protocols do. */
    default List<byte[]> answer(MeterKey key, Answer answer) {
        return List.of();
    }

    /** The frames that show a signal; empty when the meter cannot. */
    default List<byte[]> signal(int address, MeterSignal signal) {
        return List.of();
    }
}
