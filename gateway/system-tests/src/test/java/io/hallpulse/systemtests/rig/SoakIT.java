package io.hallpulse.systemtests.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * People press for hours while networks and broker fail now and then but no program dies; what the programs take is printed over time.
 * {@code .ci/rigs soak --minutes 240} is the real thing.
 */
class SoakIT {
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void hoursOfPresses_withFaultsNowAndThen_countExactlyOnce() throws Exception {
        RigSettings settings = RigSettings.read(Duration.ofSeconds(10), Duration.ofSeconds(10), 20261125);
        History history = new History(folder, settings, true);
        assertThat(history.soak())
                .as("seed %d, files in %s", settings.seed(), folder)
                .isEmpty();
    }
}
