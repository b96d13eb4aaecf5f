package io.hallpulse.gateway.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.longs;

import io.hallpulse.contract.message.Press;
import io.hallpulse.contract.message.ReceivedPresses;
import io.hallpulse.domain.count.Recount;
import io.hallpulse.domain.press.PressState;
import io.hallpulse.domain.press.StoredPress;
import io.hallpulse.domain.time.EventTime;
import io.hallpulse.gateway.StoreFile;
import io.hallpulse.gateway.TestDatabase;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same presses in any order, any batches, any number of times: the same states and tallies as a recount of them. */
abstract class IngestOrderCases {
    private static final int EXAMPLES = 300;

    @TempDir
    Path data;

    private int example;

    /** The database that these cases run on. */
    abstract TestDatabase database(Path data);

    @Test
    void take_anyOrderBatchesAndRepeats_agreesWithARecount() throws Exception {
        String[] windows = IntStream.range(0, 4 * EXAMPLES)
                .boxed()
                .flatMap(i -> List.of("A" + i, "B" + i).stream())
                .toArray(String[]::new);
        TestDatabase database = database(data);
        try (IngestRig rig = IngestRig.started(database, windows);
                StoreFile file = database.tables()) {
            qt().withExamples(EXAMPLES)
                    .withShrinkCycles(EXAMPLES)
                    .forAll(longs().all())
                    .checkAssert(seed -> check(rig, file, new Random(seed)));
        }
    }

    private void check(IngestRig rig, StoreFile file, Random random) {
        int id = example++;
        String run = "run" + id;
        List<Press> presses = presses(random, List.of("A" + id, "B" + id, "unknown" + id));
        List<Press> sent = new ArrayList<>(presses);
        presses.stream().filter(press -> random.nextInt(3) == 0).forEach(sent::add);
        Collections.shuffle(sent, random);
        for (int from = 0; from < sent.size(); ) {
            int to = Math.min(sent.size(), from + 1 + random.nextInt(4));
            rig.presses(run, 1, sent.subList(from, to).toArray(Press[]::new));
            if (random.nextInt(4) == 0) {
                rig.awaitDone();
            }
            from = to;
        }
        rig.awaitDone();

        Recount recount = new Recount("north", ZoneId.of("Asia/Shanghai"), window -> !window.startsWith("unknown"));
        Map<Long, PressState> states =
                recount.run(presses.stream().map(IngestOrderCases::stored).toList());
        assertThat(rig.acked(run)).isEqualTo(presses.size());
        try {
            assertThat(file.states(run))
                    .containsExactlyElementsOf(states.entrySet().stream()
                            .sorted(Map.Entry.comparingByKey())
                            .map(state -> state.getKey() + " "
                                    + state.getValue().name().toLowerCase(Locale.ROOT))
                            .toList());
            assertThat(file.rows(
                            "select window_id, bucket_start_millis, level, n, late from tally where window_id in (?, ?) and n <> 0",
                            "A" + id,
                            "B" + id))
                    .containsExactlyInAnyOrderElementsOf(recount.tallies().entrySet().stream()
                            .map(tally -> tally.getKey().window() + " "
                                    + tally.getKey().bucketStartMillis() + " "
                                    + tally.getKey().level() + " "
                                    + tally.getValue().n() + " "
                                    + tally.getValue().late())
                            .toList());
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static List<Press> presses(Random random, List<String> windows) {
        List<Press> presses = new ArrayList<>();
        int count = 1 + random.nextInt(12);
        for (long seq = 1; seq <= count; seq++) {
            Press.Kind kind = random.nextInt(6) > 0 ? Press.Kind.RATING : Press.Kind.TIMEOUT;
            List<String> flags = random.nextInt(5) == 0 ? List.of("repeat") : List.of();
            Long supersedes = seq > 1 && random.nextInt(2) == 0 ? 1 + (long) random.nextInt((int) seq - 1) : null;
            Integer level = kind == Press.Kind.RATING ? 1 + random.nextInt(5) : null;
            presses.add(IngestCases.press(
                    seq, windows.get(random.nextInt(windows.size())), level, kind, flags, supersedes));
        }
        return presses;
    }

    private static StoredPress stored(Press press) {
        return new StoredPress(
                new ReceivedPresses.Valid(press),
                PressState.COUNTED,
                new EventTime(EventTime.By.WALL, press.at().toEpochMilli()),
                IngestRig.NOW.toEpochMilli());
    }
}
