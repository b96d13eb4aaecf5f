package io.hallpulse.hardware.protocol;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import java.util.Random;

/** Looks for bytes that boks takes for a press though no question is out, guided by coverage. */
class BoksFuzz {
    @FuzzTest(maxDuration = "60s")
    void stream_whatever_yieldsThePressesOfTheModel(byte[] stream) {
        BoksDialogueTest.check(stream, new Random(Arrays.hashCode(stream)));
    }
}
