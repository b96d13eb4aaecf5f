package io.hallpulse.hardware.protocol;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import java.util.Random;

/** Looks for a stream in which ff68 hears a press that no valid frame stands behind, guided by coverage. */
class Ff68Fuzz {
    private final CodecProperties properties = new Ff68PropertiesTest();

    @FuzzTest(maxDuration = "60s")
    void stream_whatever_yieldsNoInventedPress(byte[] stream) {
        properties.check(stream, new Random(Arrays.hashCode(stream)));
    }
}
