package io.hallpulse.gateway.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.contract.message.Press;
import io.hallpulse.gateway.StoreFile;
import io.hallpulse.gateway.TestHalls;
import io.hallpulse.gateway.store.Store;
import io.hallpulse.gateway.store.StoreWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RejudgingTest {
    @TempDir
    Path data;

    @Test
    void run_windowConfiguredLater_countsWhatWasStoredBefore() throws Exception {
        try (IngestRig rig = IngestRig.started(data, "A03")) {
            rig.presses(
                    "run1",
                    1,
                    IngestTest.press(1, "B07", 1, Press.Kind.RATING, List.of(), null),
                    IngestTest.press(2, "B07", 5, Press.Kind.RATING, List.of(), 1L),
                    IngestTest.press(3, "B07", 4, Press.Kind.RATING, List.of("repeat"), null),
                    IngestTest.press(4, "B07", null, Press.Kind.TIMEOUT, List.of(), null),
                    IngestTest.press(5, "C09", 3, Press.Kind.RATING, List.of(), null));
            rig.awaitDone();
        }

        try (StoreFile file = new StoreFile(data)) {
            assertThat(file.states("run1")).allMatch(state -> state.endsWith("unplaced"));
            assertThat(rejudge("A03", "B07")).isEqualTo(4);
            assertThat(file.states("run1"))
                    .containsExactly("1 superseded", "2 counted", "3 flagged", "4 timeout", "5 unplaced");
            assertThat(file.tallies("B07")).containsExactly("5 1");

            assertThat(rejudge("A03", "B07")).isZero();
            assertThat(file.tallies("B07")).containsExactly("5 1");
        }
    }

    private long rejudge(String... windows) throws Exception {
        try (Store store = Store.open(data);
                StoreWriter writer = store.writer()) {
            return Rejudging.run(
                    writer, new Halls(TestHalls.north(data, windows).halls()));
        }
    }
}
