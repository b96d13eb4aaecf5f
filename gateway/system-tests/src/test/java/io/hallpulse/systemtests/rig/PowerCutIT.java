package io.hallpulse.systemtests.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Given an agent on a disk in a machine of its own and a meter at its serial line, when its power is cut in the middle of presses, then
 * every press that was acknowledged is in the outbox. {@code .ci/rigs power} cuts more often, and, told to, an outbox that does not sync.
 */
class PowerCutIT {
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void powerCut_inTheMiddleOfPresses_leavesAllThatWasAcknowledged() throws Exception {
        RigSettings settings = RigSettings.read(Duration.ZERO, Duration.ZERO, 20261125);
        PowerCut rig = new PowerCut(folder, settings);
        int lossy = rig.run(Integer.getInteger("rig.rounds", 1));
        if (settings.broken() == Breakage.Of.NOTHING) {
            assertThat(lossy).as("rounds that lost a press").isZero();
        } else {
            assertThat(lossy).as("rounds that lost a press of a broken agent").isPositive();
        }
    }
}
