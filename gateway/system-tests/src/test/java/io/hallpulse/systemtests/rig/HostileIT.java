package io.hallpulse.systemtests.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Given people at real terminals, when hostile clients attack broker and pages, then each press counts once and nothing hangs. */
class HostileIT {
    private static final Duration QUICK = Duration.ofSeconds(8);
    private static final long QUICK_SEED = 20261129;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void hostileClients_ofTheBrokerInsideTheGateway_loseDoubleAndHangNothing() throws Exception {
        run(false);
    }

    @Test
    void hostileClients_ofMosquittoBesideTheGateway_loseDoubleAndHangNothing() throws Exception {
        run(true);
    }

    private void run(boolean external) throws Exception {
        RigSettings settings = RigSettings.read(QUICK, QUICK, QUICK_SEED);
        assertThat(new HostileHour(folder, settings, external).run())
                .as("seed %d, files in %s", settings.seed(), folder)
                .isEmpty();
    }
}
