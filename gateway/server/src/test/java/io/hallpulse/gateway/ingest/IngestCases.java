package io.hallpulse.gateway.ingest;

import static io.hallpulse.gateway.ingest.IngestRig.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hallpulse.contract.Topics;
import io.hallpulse.contract.message.Anchor;
import io.hallpulse.contract.message.Press;
import io.hallpulse.contract.message.RunSpan;
import io.hallpulse.gateway.StoreFile;
import io.hallpulse.gateway.TestDatabase;
import io.hallpulse.gateway.store.TerminalState;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What ingest does with each kind of message, on any database. */
abstract class IngestCases {
    private static final String MESSAGE = "{\"v\":1,\"run\":\"run1\",\"boot\":\"boot-1\",\"low\":1,\"presses\":[%s]}";

    private static final String STATUS_TOPIC = Topics.of(IngestRig.N3, Topics.Kind.STATUS);

    @TempDir
    Path data;

    private IngestRig rig;
    private StoreFile file;

    @BeforeEach
    void open() throws Exception {
        TestDatabase database = database(data);
        rig = new IngestRig(database, "A03", "A04");
        file = database.tables();
    }

    /** The database that these cases run on. */
    abstract TestDatabase database(Path data);

    @org.junit.jupiter.api.AfterEach
    void close() throws Exception {
        file.close();
        rig.close();
    }

    @Test
    void take_manyMessagesWaiting_areOneTransaction() throws Exception {
        for (int seq = 1; seq <= 50; seq++) {
            rig.presses("run1", 1, rating(seq, "A03", 5));
        }
        rig.start();
        rig.awaitDone();

        assertThat(rig.ackCount()).isEqualTo(1);
        assertThat(rig.acked("run1")).isEqualTo(50);
        assertThat(file.tallies("A03")).containsExactly("5 50");
    }

    @Test
    void take_sameAgain_changesNothingAndIsAcknowledgedAgain() throws Exception {
        rig.start();
        rig.presses("run1", 1, rating(1, "A03", 5), rating(2, "A03", 4));
        rig.awaitDone();
        rig.presses("run1", 1, rating(1, "A03", 5), rating(2, "A03", 4));
        rig.awaitDone();

        assertThat(rig.ackCount()).isEqualTo(2);
        assertThat(file.tallies("A03")).containsExactly("5 1", "4 1");
        assertThat(file.rows("select count(*) from conflict")).containsExactly("0");
    }

    @Test
    void take_sameTwiceInOneTransaction_isStoredOnce() throws Exception {
        rig.presses("run1", 1, rating(1, "A03", 5));
        rig.presses("run1", 1, rating(1, "A03", 5));
        rig.start();
        rig.awaitDone();

        assertThat(file.states("run1")).containsExactly("1 counted");
        assertThat(file.tallies("A03")).containsExactly("5 1");
    }

    @Test
    void take_holesAndLateComers_moveTheAck() throws Exception {
        rig.start();
        rig.presses("run1", 1, rating(1, "A03", 5), rating(4, "A03", 5));
        rig.awaitDone();
        assertThat(rig.acked("run1")).isEqualTo(1);

        rig.presses("run1", 1, rating(3, "A03", 5));
        rig.awaitDone();
        assertThat(rig.acked("run1")).isEqualTo(1);

        rig.presses("run1", 1, rating(2, "A03", 5));
        rig.awaitDone();
        assertThat(rig.acked("run1")).isEqualTo(4);
        assertThat(file.rows("select from_seq, to_seq from received_range")).containsExactly("1 4");
    }

    @Test
    void take_eachLow_isSaidInTheAckThatCountsFromIt() throws Exception {
        rig.start();
        rig.presses("run1", 3, rating(3, "A03", 5), rating(4, "A03", 5));
        rig.awaitDone();
        assertThat(List.of(rig.ackedFrom("run1"), rig.acked("run1"))).containsExactly(3L, 4L);

        rig.online(IngestRig.NOW, new RunSpan("run1", 4, 5));
        rig.awaitDone();
        assertThat(List.of(rig.ackedFrom("run1"), rig.acked("run1"))).containsExactly(4L, 4L);

        // as of a card that was put back, and of a run that is all gone there
        rig.online(IngestRig.NOW, new RunSpan("run1", 2, 5), new RunSpan("run2", 7, 7));
        rig.awaitDone();
        assertThat(List.of(rig.ackedFrom("run1"), rig.acked("run1"))).containsExactly(2L, 1L);
        assertThat(List.of(rig.ackedFrom("run2"), rig.acked("run2"))).containsExactly(7L, 6L);
    }

    @Test
    void take_severalLowsInOneTransaction_areAnsweredByTheLast() throws Exception {
        rig.online(IngestRig.NOW, new RunSpan("run1", 5, 6));
        rig.presses("run1", 3, rating(3, "A03", 5), rating(5, "A03", 5));
        rig.start();
        rig.awaitDone();

        assertThat(List.of(rig.ackedFrom("run1"), rig.acked("run1"))).containsExactly(3L, 3L);
    }

    @Test
    void take_knownIdentityWithOtherContent_keepsTheFirstAndTheConflictOnce() throws Exception {
        rig.start();
        rig.presses("run1", 1, rating(1, "A03", 5));
        rig.presses("run1", 1, rating(1, "A03", 1));
        rig.presses("run1", 1, rating(1, "A03", 1));
        rig.presses("run1", 1, rating(1, "A03", 2));
        rig.awaitDone();

        assertThat(file.states("run1")).containsExactly("1 counted");
        assertThat(file.tallies("A03")).containsExactly("5 1");
        assertThat(file.rows("select count(*) from conflict")).containsExactly("2");
        assertThat(rig.acked("run1")).isEqualTo(1);
    }

    @Test
    void take_eachKindOfPress_hasItsState() throws Exception {
        rig.start();
        rig.presses(
                "run1",
                1,
                rating(1, "A03", 5),
                press(2, "A03", null, Press.Kind.RATING, List.of("unmapped"), null),
                press(3, "A03", null, Press.Kind.TIMEOUT, List.of(), null),
                press(4, "A03", 5, Press.Kind.TEST, List.of(), null),
                rating(5, "Z99", 5),
                press(6, "A03", 2, Press.Kind.RATING, List.of(), 1L));
        rig.awaitDone();

        assertThat(file.states("run1"))
                .containsExactly("1 superseded", "2 flagged", "3 timeout", "4 test", "5 unplaced", "6 counted");
        assertThat(file.tallies("A03")).containsExactly("2 1");
        assertThat(rig.acked("run1")).isEqualTo(6);
    }

    @Test
    void take_invalidAmongValid_isStoredWithReasonAndTheAckPassesIt() throws Exception {
        String good = "{\"seq\":%d,\"window\":\"A03\",\"input\":\"panel\",\"key\":\"1\",\"level\":5,"
                + "\"at\":\"2026-11-22T10:03:11.204Z\",\"mono\":5}";
        String bad = "{\"seq\":2,\"window\":\"A03\",\"input\":\"panel\",\"key\":\"1\",\"level\":9,"
                + "\"at\":\"2026-11-22T10:03:11.204Z\",\"mono\":5}";
        String message = MESSAGE.formatted(good.formatted(1) + "," + bad + "," + good.formatted(3));
        rig.start();
        rig.json(message);
        rig.json(message);
        rig.awaitDone();

        assertThat(file.states("run1")).containsExactly("1 counted", "2 invalid", "3 counted");
        assertThat(file.rows("select seq, reason, raw from invalid_press"))
                .containsExactly("2 level is not 1 to 5 " + bad);
        assertThat(file.rows("select count(*) from conflict")).containsExactly("0");
        assertThat(rig.acked("run1")).isEqualTo(3);
    }

    @Test
    void take_moreThanGoIntoOneStatement_areStoredAsTheyCame() throws Exception {
        String press = "{\"seq\":%d,\"window\":\"A03\",\"input\":\"panel\",\"key\":\"k%d\",\"level\":%d,"
                + "\"at\":\"2026-11-22T10:03:11.204Z\",\"mono\":5}";
        String presses = IntStream.rangeClosed(1, 120)
                .mapToObj(seq -> press.formatted(seq, seq, seq == 30 || seq == 110 ? 9 : 5))
                .collect(Collectors.joining(","));
        rig.start();
        rig.json(MESSAGE.formatted(presses));
        rig.json(MESSAGE.formatted(presses));
        rig.awaitDone();

        assertThat(file.rows("select seq, raw_key from press order by seq"))
                .isEqualTo(IntStream.rangeClosed(1, 120)
                        .mapToObj(seq -> seq + " " + (seq == 30 || seq == 110 ? "null" : "k" + seq))
                        .toList());
        assertThat(file.rows("select seq, reason from invalid_press order by seq"))
                .containsExactly("30 level is not 1 to 5", "110 level is not 1 to 5");
        assertThat(file.rows("select count(*) from conflict")).containsExactly("0");
        assertThat(file.tallies("A03")).containsExactly("5 118");
        assertThat(rig.acked("run1")).isEqualTo(120);
    }

    @Test
    void take_charactersThatNoDatabaseHolds_isInvalidAndNoConflictWhenItComesAgain() throws Exception {
        String press = "{\"seq\":1,\"window\":\"A03\",\"input\":\"panel\",\"key\":\"\\u0000\\ud800\",\"level\":5,"
                + "\"at\":\"2026-11-22T10:03:11.204Z\",\"mono\":5}";
        String year = "{\"seq\":2,\"window\":\"A03\",\"input\":\"panel\",\"key\":\"1\",\"level\":5,"
                + "\"at\":\"+999999999-01-01T00:00:00Z\",\"mono\":5}";
        rig.start();
        rig.json(MESSAGE.formatted(press + "," + year));
        rig.json(MESSAGE.formatted(press + "," + year));
        rig.awaitDone();

        assertThat(file.states("run1")).containsExactly("1 invalid", "2 invalid");
        assertThat(file.rows("select count(*) from conflict")).containsExactly("0");
    }

    @Test
    void take_unreadable_goesToTheDeadLettersAndTheStreamGoesOn() throws Exception {
        rig.start();
        rig.json("{\"v\":1,\"run\":\"run1\",\"low\":\"x\"");
        rig.presses("run1", 1, rating(1, "A03", 5));
        rig.deliver(
                "hallpulse/v1/terminals/south/s-01/presses",
                MESSAGE.formatted("").getBytes(StandardCharsets.UTF_8),
                NOW);
        rig.deliver("some/where/else", new byte[5000], NOW);
        rig.presses("run1", 1, rating(2, "A03", 5));
        rig.awaitDone();

        assertThat(rig.acked("run1")).isEqualTo(2);
        assertThat(file.rows("select topic, length(payload) from dead_letter order by id"))
                .containsExactly(
                        "hallpulse/v1/terminals/north/n-03/presses 29",
                        "hallpulse/v1/terminals/south/s-01/presses 57",
                        "some/where/else 4096");
        assertThat(file.rows("select reason from dead_letter where topic like '%south%'"))
                .containsExactly("hall south is not this gateway's");
    }

    @Test
    void take_deadLettersWithoutEnd_keepTheNewestThousand() throws Exception {
        rig.start();
        for (int i = 1; i <= 1010; i++) {
            rig.json("junk " + i);
        }
        rig.awaitDone();

        assertThat(file.texts("select payload from dead_letter order by id limit 1"))
                .containsExactly("junk 11");
        assertThat(file.rows("select count(*) from dead_letter")).containsExactly("1000");
    }

    @Test
    void take_seqFarAboveAllThatIsKnown_isADeadLetterAndNoGap() throws Exception {
        rig.start();
        rig.presses("run1", 1, rating(1, "A03", 5));
        rig.presses("run1", 1, rating(100_002, "A03", 5));
        rig.presses("run1", 1, rating(100_001, "A03", 5));
        rig.presses("run1", 900_000, rating(1_000_000, "A03", 5));
        rig.awaitDone();

        assertThat(file.states("run1")).containsExactly("1 counted", "100001 counted", "1000000 counted");
        assertThat(file.rows("select reason from dead_letter"))
                .containsExactly("seq 100002 is more than 100000 above low 1 and the highest known seq 1");
    }

    @Test
    void take_onlineStatus_isKeptAsItCameAndAnOfflineOneAfterItIsNot() throws Exception {
        String online = "{\"v\":1,\"state\":\"online\",\"news\":\"\\u0000\\ud800\",\"runs\":[]}";
        rig.start();
        rig.deliver(STATUS_TOPIC, online.getBytes(StandardCharsets.UTF_8), NOW);
        rig.deliver(
                STATUS_TOPIC,
                "{\"v\":1,\"state\":\"offline\",\"boot\":\"b\"}".getBytes(StandardCharsets.UTF_8),
                NOW.plusSeconds(9));
        rig.presses(
                "run1",
                1,
                rating(1, "A03", 5)); // what is heard of terminals is written with the next press at the latest
        rig.awaitDone();

        assertThat(file.rows("select state, stopped, status, status_millis from terminal"))
                .containsExactly("offline 1 " + online + " " + NOW.toEpochMilli());
    }

    @Test
    void take_statusThatNoDatabaseHolds_spoilsNothing() throws Exception {
        rig.start();
        rig.deliver(STATUS_TOPIC, "{\"v\":1,\"state\":\"\\u0000\"}".getBytes(StandardCharsets.UTF_8), NOW);
        rig.deliver(STATUS_TOPIC, "{\"v\":1,\"state\":\"online\"}".getBytes(StandardCharsets.UTF_16LE), NOW);
        rig.presses("run1", 1, rating(1, "A03", 5));
        rig.awaitDone();

        assertThat(file.states("run1")).containsExactly("1 counted");
        assertThat(file.rows("select reason from dead_letter")).containsExactly("state is no word");
        assertThat(file.rows("select status from terminal")).containsExactly("null");
    }

    @Test
    void take_newerVersion_isNeitherStoredNorAcknowledgedToTheTerminal() throws Exception {
        rig.start();
        rig.json("{\"v\":2,\"run\":\"run1\",\"low\":1,\"presses\":{}}");
        rig.awaitDone();

        assertThat(rig.ackCount()).isZero();
        assertThat(file.rows("select count(*) from dead_letter")).containsExactly("0");
    }

    @Test
    void take_onlineStatus_isAnsweredForEachOfItsRuns() throws Exception {
        rig.start();
        rig.presses("run1", 1, rating(1, "A03", 5), rating(2, "A03", 5), rating(4, "A03", 5));
        rig.awaitDone();
        rig.online(NOW, new RunSpan("run1", 2, 6), new RunSpan("run2", 7, 9));
        rig.awaitDone();

        assertThat(rig.acked("run1")).isEqualTo(2);
        assertThat(rig.acked("run2")).isEqualTo(6);
    }

    @Test
    void take_statusWithPressesThatNeverCame_waitsUntilTheyDo() throws Exception {
        rig.start();
        rig.online(NOW, new RunSpan("run1", 1, 3));
        rig.awaitDone();
        assertThat(state().waitingSinceMillis()).isEqualTo(NOW.toEpochMilli());

        rig.online(NOW.plusSeconds(30), new RunSpan("run1", 1, 3));
        rig.presses("run1", 1, rating(1, "A03", 5));
        rig.awaitDone();
        assertThat(state().waitingSinceMillis()).isEqualTo(NOW.toEpochMilli());

        rig.presses("run1", 1, rating(2, "A03", 5));
        await().untilAsserted(() -> assertThat(state())
                .isEqualTo(
                        new TerminalState("online", NOW.plusSeconds(30).toEpochMilli(), null, false, Set.of("A03"))));
    }

    @Test
    void take_anchorAfterItsPresses_placesThemAnewAndMovesTheirTallies() throws Exception {
        rig.start();
        Press[] backlog = {unset(1, 10_000), unset(2, 20_000)};
        rig.presses("run1", 1, backlog);
        rig.awaitDone();
        assertThat(file.rows("select seq, placed_by, placed_millis from press order by seq"))
                .containsExactly("1 0 null", "2 0 null");
        assertThat(file.rows("select bucket_start_millis, n from tally")).containsExactly("-1 2");
        rig.presses("run1", 1, new Anchor(30_000, NOW), unset(3, 10_000), unset(4, 20_000));
        rig.awaitDone();
        rig.awaitAllPlaced();

        assertThat(file.rows("select seq, placed_by, placed_millis from press order by seq"))
                .containsExactly(
                        "1 2 " + NOW.minusSeconds(20).toEpochMilli(),
                        "2 2 " + NOW.minusSeconds(10).toEpochMilli(),
                        "3 2 " + NOW.minusSeconds(20).toEpochMilli(),
                        "4 2 " + NOW.minusSeconds(10).toEpochMilli());
        assertThat(file.rows("select bucket_start_millis, n from tally where n <> 0 order by 1"))
                .containsExactly(Instant.parse("2026-11-22T10:00:00Z").toEpochMilli() + " 4");
    }

    @Test
    void take_backlogWithoutAnyClock_isPlacedByTheStatusBeforeIt() throws Exception {
        rig.start();
        String status =
                "{\"v\":1,\"state\":\"online\",\"boot\":\"boot-1\",\"clock\":\"unset\",\"mono\":50000,\"runs\":[]}";
        rig.deliver(Topics.of(IngestRig.N3, Topics.Kind.STATUS), status.getBytes(StandardCharsets.UTF_8), NOW);
        rig.presses("run1", 1, unset(1, 10_000), unset(2, 20_000));
        rig.awaitDone();

        assertThat(file.rows("select placed_by, placed_millis from press order by seq"))
                .containsExactly(
                        "3 " + NOW.minusSeconds(40).toEpochMilli(),
                        "3 " + NOW.minusSeconds(30).toEpochMilli());
    }

    @Test
    void take_runThatItsTerminalNoLongerNames_isAGapWithItsKnownEnd() throws Exception {
        rig.start();
        rig.presses("run1", 1, rating(1, "A03", 5), rating(3, "A03", 5));
        rig.online(NOW, new RunSpan("run1", 1, 9), new RunSpan("run2", 1, 4));
        rig.awaitDone();
        assertThat(file.rows("select run, low, next, waits from run order by run"))
                .containsExactly("run1 1 9 1", "run2 1 4 1");

        rig.online(NOW, new RunSpan("run1", 1, 9));
        rig.awaitDone();
        assertThat(file.rows("select run, low, next, waits from run order by run"))
                .containsExactly("run1 1 9 1", "run2 4 4 0");

        rig.presses("run2", 1, rating(1, "A03", 5), rating(2, "A03", 5), rating(3, "A03", 5));
        rig.awaitDone();
        assertThat(rig.acked("run2")).isEqualTo(3);
    }

    @Test
    void take_runsWithoutEnd_areTakenInUpToALimitAndTheRestIsNotAcknowledged() throws Exception {
        rig.start();
        for (int run = 1; run <= RunLimit.A_DAY + 3; run++) {
            rig.presses("flood" + run, 1, rating(1, "A03", 5));
        }
        rig.presses("flood1", 1, rating(2, "A03", 5));
        rig.awaitDone();

        assertThat(file.rows("select count(*) from run")).containsExactly("" + RunLimit.A_DAY);
        assertThat(rig.acked("flood" + RunLimit.A_DAY)).isEqualTo(1);
        assertThat(rig.acked("flood" + (RunLimit.A_DAY + 1))).isEqualTo(-1);
        assertThat(rig.acked("flood1")).isEqualTo(2);
        assertThat(file.rows("select count(*) from dead_letter")).containsExactly("0");
    }

    @Test
    void take_onePressOfAnEarlierBoot_isNotTakenForALiveOne() throws Exception {
        rig.start();
        String status =
                "{\"v\":1,\"state\":\"online\",\"boot\":\"boot-2\",\"clock\":\"unset\",\"mono\":50000,\"runs\":[]}";
        rig.deliver(Topics.of(IngestRig.N3, Topics.Kind.STATUS), status.getBytes(StandardCharsets.UTF_8), NOW);
        rig.presses("run1", 1, unset(1, 10_000));
        rig.awaitDone();

        assertThat(file.rows("select placed_by, placed_millis from press"))
                .as("between the status that did not name its run, two minutes on its way at most, and its receipt")
                .containsExactly("4 " + NOW.minusSeconds(120).toEpochMilli());
    }

    @Test
    void take_livePressWithoutAnyClock_isPlacedByTheGatewaysOwn() throws Exception {
        rig.start();
        rig.presses("run1", 1, unset(1, 10_000));
        rig.awaitDone();

        assertThat(file.rows("select placed_by, placed_millis from press")).containsExactly("3 " + NOW.toEpochMilli());
    }

    @Test
    void take_databaseLocked_acknowledgesNothingAndGoesOnByItself() throws Exception {
        rig.start();
        rig.presses("run1", 1, rating(1, "A03", 5));
        rig.awaitDone();
        file.letNobodyWrite();
        rig.presses("run1", 1, rating(2, "A03", 5));

        await().until(() -> rig.fault().isPresent());
        assertThat(rig.fault().orElseThrow()).startsWith("database: ").doesNotContain("\n");
        assertThat(rig.acked("run1")).isEqualTo(1);
        assertThat(rig.acknowledgedToBroker()).isEqualTo(1);

        file.letWrite();
        rig.awaitDone();
        assertThat(rig.acked("run1")).isEqualTo(2);
        assertThat(rig.fault()).isEmpty();
        assertThat(file.tallies("A03")).containsExactly("5 2");
        assertThat(file.rows("select count(*) from dead_letter")).containsExactly("0");
    }

    @Test
    void take_oneOfAGroupCannotBeStored_onlyThatOneIsPutAside() throws Exception {
        file.poison(2);
        rig.presses("run1", 1, rating(1, "A03", 5));
        rig.presses("run1", 1, rating(2, "A03", 5));
        rig.presses("run1", 1, rating(3, "A03", 5));
        rig.start();
        rig.awaitDone();

        assertThat(file.states("run1")).containsExactly("1 counted", "3 counted");
        assertThat(file.tallies("A03")).containsExactly("5 2");
        assertThat(rig.acked("run1")).isEqualTo(1);
        assertThat(file.rows("select reason from dead_letter"))
                .singleElement()
                .asString()
                .contains("cannot be stored", "poison");
    }

    private TerminalState state() {
        return rig.store().terminals().state(IngestRig.N3).orElseThrow();
    }

    private static Press rating(long seq, String window, int level) {
        return press(seq, window, level, Press.Kind.RATING, List.of(), null);
    }

    private static Press unset(long seq, long mono) {
        return new Press(
                seq,
                "A03",
                "panel",
                "1",
                5,
                Instant.EPOCH,
                mono,
                false,
                Press.Kind.RATING,
                List.of(),
                null,
                null,
                null,
                null);
    }

    static Press press(
            long seq,
            String window,
            @Nullable Integer level,
            Press.Kind kind,
            List<String> flags,
            @Nullable Long supersedes) {
        return new Press(
                seq,
                window,
                "panel",
                "1",
                level,
                NOW.minusSeconds(60),
                1000,
                true,
                kind,
                flags,
                null,
                null,
                null,
                supersedes);
    }
}
