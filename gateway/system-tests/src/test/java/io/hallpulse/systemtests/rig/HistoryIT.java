package io.hallpulse.systemtests.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * People press at ttys while everything around them fails; then what was pressed and thanked is compared with what was counted.
 * {@code .ci/rigs history} runs it for longer, with another seed, or with a promise broken on purpose.
 */
@Execution(ExecutionMode.CONCURRENT)
class HistoryIT {
    private static final Duration QUICK = Duration.ofSeconds(20);
    /** Long enough for a broken promise to meet the fault that shows it. */
    private static final Duration BROKEN = Duration.ofSeconds(90);

    private static final long QUICK_SEED = 20261125;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void pressesUnderFaults_withBrokerAndDatabaseInsideTheGateway_countExactlyOnce() throws Exception {
        run(false);
    }

    @Test
    @Tag("slow")
    void pressesUnderFaults_besideMosquittoAndPostgres_countExactlyOnce() throws Exception {
        run(true);
    }

    private void run(boolean external) throws InterruptedException, SQLException {
        RigSettings settings = RigSettings.read(QUICK, BROKEN, QUICK_SEED);
        History history = new History(folder, settings, external);
        List<String> problems = history.run();
        if (settings.broken() == Breakage.Of.NOTHING) {
            assertThat(problems)
                    .as("seed %d, files in %s", settings.seed(), folder)
                    .isEmpty();
        } else {
            assertThat(problems)
                    .as("what the rig found of %s", settings.broken())
                    .isNotEmpty();
        }
    }
}
