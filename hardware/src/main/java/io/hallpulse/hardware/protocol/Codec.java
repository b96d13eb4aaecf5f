package io.hallpulse.hardware.protocol;

import io.hallpulse.hardware.Answer;
import io.hallpulse.hardware.MeterSignal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The language of a meter that speaks unasked: what its frames mean, and how the host answers. Pure. */
public interface Codec extends Framing {
    /** The key that a valid frame tells of, or null when it tells of something else. */
    @Nullable
    MeterKey key(byte[] frame);

    /** The frames that tell the meter what became of its key; empty to leave it unanswered, as most protocols do. */
    default List<byte[]> answer(MeterKey key, Answer answer) {
        return List.of();
    }

    /** The frames that show a signal; empty when the meter cannot. */
    default List<byte[]> signal(int address, MeterSignal signal) {
        return List.of();
    }
}
