package io.hallpulse.gateway.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.longs;

import io.hallpulse.contract.TerminalId;
import io.hallpulse.contract.Topics;
import io.hallpulse.contract.message.Anchor;
import io.hallpulse.contract.message.Json;
import io.hallpulse.contract.message.Press;
import io.hallpulse.contract.message.PressesWriter;
import io.hallpulse.contract.message.RunSpan;
import io.hallpulse.contract.message.Status;
import io.hallpulse.domain.directory.Halls;
import io.hallpulse.gateway.TestDatabase;
import io.hallpulse.gateway.TestHalls;
import io.hallpulse.gateway.reprocess.Verification;
import io.hallpulse.gateway.store.Snapshot;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clocks in every state and messages in any order: what the tables then say is what their presses come to, counted anew. */
abstract class TimeCases {
    private static final int EXAMPLES = 200;
    private static final String[] WINDOWS = {"A03", "A04"};
    private static final long HOUR = 3_600_000;
    private static final long SECOND = 1000;

    @TempDir
    Path data;

    private int example;

    /** The database that these cases run on. */
    abstract TestDatabase database(Path data);

    @Test
    void take_anyClocksInAnyOrder_agreesWithAVerification() throws Exception {
        TestDatabase database = database(data);
        try (IngestRig rig = IngestRig.started(database, WINDOWS)) {
            qt().withExamples(EXAMPLES)
                    .withShrinkCycles(0)
                    .forAll(longs().all())
                    .checkAssert(seed -> {
                        send(rig, new Random(seed));
                        if (example % 50 == 0) {
                            assertThat(differences(database)).isEmpty();
                        }
                    });
        }
        assertThat(differences(database)).isEmpty();
    }

    @Test
    void take_manyPressesBeforeTheirAnchor_arePlacedAnewInPartsAlsoOverARestart() throws Exception {
        TestDatabase database = database(data);
        int many = 3000;
        try (IngestRig rig = IngestRig.started(database, WINDOWS)) {
            for (int from = 1; from <= many; from += 250) {
                long first = from;
                rig.presses(
                        "run1",
                        1,
                        LongStream.range(first, first + 250)
                                .mapToObj(seq -> press(seq, seq * SECOND, 0, false))
                                .toArray(Press[]::new));
            }
            rig.awaitDone();
            rig.presses(
                    "run1",
                    1,
                    new Anchor(many * SECOND, IngestRig.NOW),
                    press(many + 1, (many + 1) * SECOND, 0, false));
            rig.awaitDone();
        }
        try (IngestRig rig = IngestRig.started(database, WINDOWS)) {
            rig.awaitAllPlaced();
        }
        assertThat(differences(database)).isEmpty();
        try (var file = database.tables()) {
            assertThat(file.rows("select placed_by, count(*) from press group by placed_by"))
                    .containsExactly("2 " + (many + 1));
            assertThat(file.rows("select sum(n) from tally where bucket_start_millis <> -1"))
                    .isEqualTo(file.rows("select count(*) from press where state = 0"));
        }
    }

    @Test
    void take_whileTheGatewaysClockIsNotRight_onlyStoresAndPlacesOnceItIs() throws Exception {
        TestDatabase database = database(data);
        try (IngestRig rig = IngestRig.started(database, WINDOWS);
                var file = database.tables()) {
            rig.clockIsRight(false);
            rig.presses("run1", 1, new Anchor(0, IngestRig.NOW.minusSeconds(7200)), press(1, SECOND, 0, false));
            rig.presses("run1", 1, press(2, 2 * SECOND, IngestRig.NOW.toEpochMilli(), true));
            rig.awaitDone();

            assertThat(rig.acked("run1")).isEqualTo(2);
            assertThat(file.rows("select placed_by from press")).containsExactly("5", "5");
            assertThat(file.rows("select min(bucket_start_millis), max(bucket_start_millis), sum(n) from tally"))
                    .containsExactly("-1 -1 2");

            rig.clockIsRight(true);
            rig.awaitAllPlaced();
            assertThat(file.rows("select seq, placed_by, placed_millis from press order by seq"))
                    .containsExactly(
                            "1 2 " + (IngestRig.NOW.toEpochMilli() - 7_199_000),
                            "2 2 " + (IngestRig.NOW.toEpochMilli() - 7_198_000));
            assertThat(file.rows("select sum(n) from tally where bucket_start_millis = -1"))
                    .containsExactly("0");
        }
        assertThat(differences(database)).isEmpty();
    }

    /** A terminal of its own, a few boots with a few runs, each message delivered in any order and some of them twice. */
    private void send(IngestRig rig, Random random) {
        TerminalId terminal = new TerminalId("north", "t-" + example++);
        List<byte[]> messages = new ArrayList<>();
        List<String> topics = new ArrayList<>();
        int boots = 1 + random.nextInt(2);
        for (int boot = 0; boot < boots; boot++) {
            boolean anchored = random.nextInt(3) == 0;
            long up = IngestRig.NOW.toEpochMilli() - random.nextLong(30 * HOUR);
            Anchor anchor = new Anchor(1000, Instant.ofEpochMilli(up + 1000 + random.nextLong(3 * SECOND)));
            for (int run = 0; run < 1 + random.nextInt(2); run++) {
                String name = "r" + example + "b" + boot + "x" + run;
                List<Press> presses = presses(random, up, run * HOUR);
                for (int from = 0; from < presses.size(); ) {
                    int to = Math.min(presses.size(), from + 1 + random.nextInt(6));
                    messages.add(PressesWriter.write(
                                    name,
                                    "boot-" + boot,
                                    1,
                                    anchored && random.nextBoolean() ? anchor : null,
                                    presses.subList(from, to),
                                    Json.MAX_MESSAGE_BYTES)
                            .bytes());
                    topics.add(Topics.of(terminal, Topics.Kind.PRESSES));
                    from = to;
                }
                if (random.nextInt(3) == 0) {
                    messages.add(status("boot-" + boot, anchored ? anchor : null, name, presses.size(), random));
                    topics.add(Topics.of(terminal, Topics.Kind.STATUS));
                }
            }
        }
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < messages.size(); i++) {
            order.add(i);
            if (random.nextInt(4) == 0) {
                order.add(i);
            }
        }
        Collections.shuffle(order, random);
        for (int i : order) {
            rig.deliver(topics.get(i), messages.get(i), IngestRig.NOW.plusSeconds(random.nextInt(300)));
            if (random.nextInt(5) == 0) {
                rig.awaitDone();
            }
        }
        rig.awaitDone();
        rig.awaitAllPlaced();
    }

    private static List<Press> presses(Random random, long up, long fromMono) {
        List<Press> presses = new ArrayList<>();
        long mono = fromMono;
        long off = 0;
        int count = 1 + random.nextInt(30);
        for (long seq = 1; seq <= count; seq++) {
            mono += random.nextLong(20 * 60 * SECOND);
            off = switch (random.nextInt(8)) {
                case 0 -> 0;
                case 1 -> random.nextLong(4 * 60 * SECOND) - 2 * 60 * SECOND;
                case 2 -> 315_360_000_000L; // ten years ahead
                case 3 -> -up; // 1970
                default -> off;
            };
            presses.add(press(seq, mono, up + mono + off, random.nextInt(3) > 0));
        }
        return presses;
    }

    private static byte[] status(String boot, @Nullable Anchor anchor, String run, int last, Random random) {
        return Json.write(new Status(
                1,
                Status.ONLINE,
                "1.0.0",
                boot,
                "unset",
                anchor,
                null,
                List.of(new RunSpan(run, 1, last + 1L)),
                0L,
                0L,
                List.of(),
                null,
                random.nextLong(30 * HOUR),
                null));
    }

    private static Press press(long seq, long mono, long at, boolean synced) {
        return new Press(
                seq,
                WINDOWS[(int) (seq % 2)],
                "panel",
                "1",
                5,
                Instant.ofEpochMilli(at),
                mono,
                synced,
                Press.Kind.RATING,
                List.of(),
                null,
                null,
                null,
                seq % 7 == 3 ? seq - 2 : null);
    }

    private List<String> differences(TestDatabase database) {
        List<String> lines = new ArrayList<>();
        try (Snapshot snapshot = Snapshot.open(database.data(), database.config())) {
            Halls halls = TestHalls.north(database.data(), WINDOWS).directory();
            Verification.Result result = Verification.run(snapshot, halls, lines::add);
            assertThat(result.presses()).isPositive();
            assertThat(result.waiting()).isZero();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        return lines;
    }
}
