package io.hallpulse.gateway.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.contract.message.Press;
import io.hallpulse.domain.directory.Halls;
import io.hallpulse.gateway.StoreFile;
import io.hallpulse.gateway.TestDatabase;
import io.hallpulse.gateway.TestHalls;
import io.hallpulse.gateway.clock.GatewayClock;
import io.hallpulse.gateway.reprocess.Reprocessing;
import io.hallpulse.gateway.store.Store;
import io.hallpulse.gateway.store.StoreWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was stored before its window was configured, on any database. */
abstract class RejudgingCases {
    @TempDir
    Path data;

    /** The database that these cases run on. */
    abstract TestDatabase database(Path data);

    @Test
    void run_windowConfiguredLater_countsWhatWasStoredBefore() throws Exception {
        TestDatabase database = database(data);
        try (IngestRig rig = IngestRig.started(database, "A03")) {
            rig.presses(
                    "run1",
                    1,
                    IngestCases.press(1, "B07", 1, Press.Kind.RATING, List.of(), null),
                    IngestCases.press(2, "B07", 5, Press.Kind.RATING, List.of(), 1L),
                    IngestCases.press(3, "B07", 4, Press.Kind.RATING, List.of("repeat"), null),
                    IngestCases.press(4, "B07", null, Press.Kind.TIMEOUT, List.of(), null),
                    IngestCases.press(5, "C09", 3, Press.Kind.RATING, List.of(), null));
            rig.awaitDone();
        }

        try (StoreFile file = database.tables()) {
            assertThat(file.states("run1")).allMatch(state -> state.endsWith("unplaced"));
            assertThat(rejudge(database, "A03", "B07")).isEqualTo(4);
            assertThat(file.states("run1"))
                    .containsExactly("1 superseded", "2 counted", "3 flagged", "4 timeout", "5 unplaced");
            assertThat(file.tallies("B07")).containsExactly("5 1");

            assertThat(rejudge(database, "A03", "B07")).isZero();
            assertThat(file.tallies("B07")).containsExactly("5 1");
        }
    }

    private long rejudge(TestDatabase database, String... windows) throws Exception {
        Halls halls = TestHalls.north(data, windows).directory();
        GatewayClock clock = new GatewayClock(() -> IngestRig.NOW, System::nanoTime, () -> true, true, 0);
        try (Store store = database.open();
                StoreWriter writer = store.writer()) {
            return new Reprocessing(writer, () -> halls, clock, System::nanoTime, tallied -> {}, () -> {})
                    .rejudge()
                    .get();
        }
    }
}
