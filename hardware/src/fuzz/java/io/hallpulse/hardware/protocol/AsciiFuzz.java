package io.hallpulse.hardware.protocol;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import java.util.Random;

/** Looks for a stream in which ascii hears a press that no valid frame stands behind, guided by coverage. */
class AsciiFuzz {
    private final CodecProperties properties = new AsciiPropertiesTest();

    @FuzzTest(maxDuration = "60s")
    void stream_whatever_yieldsNoInventedPress(byte[] stream) {
        properties.check(stream, new Random(Arrays.hashCode(stream)));
    }
}
