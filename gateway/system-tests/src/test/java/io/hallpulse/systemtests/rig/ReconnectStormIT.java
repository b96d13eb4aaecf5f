package io.hallpulse.systemtests.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Given many terminals that pressed while their gateway was away, when it is back and all come at once, then each press of each counts
 * once. {@code .ci/rigs storm} brings a thousand.
 */
class ReconnectStormIT {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void manyTerminals_plainly_withABacklogEach_comeBackAtOnceAndAllCount() throws Exception {
        assertAllCount(Integer.getInteger("rig.clients", 100), false);
    }

    /** Fewer, where no number is given: each has to be given a key and a certificate, and shakes hands. */
    @Test
    void manyTerminals_overTls_withABacklogEach_comeBackAtOnceAndAllCount() throws Exception {
        assertAllCount(Integer.getInteger("rig.clients", 20), true);
    }

    private void assertAllCount(int clients, boolean tls) throws Exception {
        int presses = Integer.getInteger("rig.presses", clients > 100 ? 500 : 50);
        Storm storm =
                new Storm(folder, RigSettings.read(Duration.ZERO, Duration.ZERO, 20261125), clients, presses, tls);
        Storm.Outcome outcome = storm.run();
        assertThat(outcome.allSettled())
                .as("every terminal has heard that all is counted")
                .isTrue();
        assertThat(outcome.stored()).isEqualTo((long) clients * presses);
        assertThat(outcome.counted()).isEqualTo(outcome.pressed());
    }
}
