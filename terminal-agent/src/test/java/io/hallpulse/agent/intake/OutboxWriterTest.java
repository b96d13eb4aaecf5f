package io.hallpulse.agent.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hallpulse.agent.outbox.OutboxCounts;
import io.hallpulse.agent.outbox.OutboxLimits;
import io.hallpulse.agent.rating.Event;
import io.hallpulse.agent.rating.Session;
import io.hallpulse.agent.testkit.MovableClock;
import io.hallpulse.agent.testkit.WriterRig;
import io.hallpulse.contract.message.Flags;
import io.hallpulse.contract.message.Press;
import io.hallpulse.contract.message.RunSpan;
import io.hallpulse.hardware.Answer;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutboxWriterTest {
    private static final int PAGE = 4096;

    @TempDir
    private Path folder;

    private WriterRig rig;

    @BeforeEach
    void open() {
        rig = new WriterRig(folder);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void onKey_answered_isOnDiskAndTellsTheUplink() throws Exception {
        List<String> order = new CopyOnWriteArrayList<>();
        OutboxWriter writer = rig.open();
        writer.start(() -> order.add("stored"));

        rig.press(writer, "0");
        rig.answered(1);

        RunSpan span = WriterRig.onlyRun(writer);
        assertThat(span.run()).matches("[a-z0-9]{10}");
        assertThat(rig.rows(writer, span)).singleElement().satisfies(press -> {
            assertThat(press.level()).isEqualTo(5);
            assertThat(press.at()).isEqualTo(MovableClock.START.plusSeconds(1));
            assertThat(press.synced()).isTrue();
        });
        await().untilAsserted(() -> assertThat(order).containsExactly("stored"));
        assertThat(rig.answers).containsExactly(Answer.STORED);
    }

    @Test
    void onKey_manyInAFlood_areStoredWithoutHolesOrRefusedVisibly() throws Exception {
        OutboxWriter writer = rig.started();
        for (int i = 0; i < 5000; i++) {
            rig.press(writer, "0");
        }
        rig.answered(5000);

        long stored =
                List.copyOf(rig.answers).stream().filter(Answer.STORED::equals).count();
        RunSpan span = WriterRig.onlyRun(writer);
        assertThat(span).isEqualTo(new RunSpan(span.run(), 1, stored + 1));
        assertThat(rig.rows(writer, span)).hasSize((int) stored);
        assertThat(stored + writer.health().refused()).isEqualTo(5000);
        assertThat(OutboxCounts.read(folder).stored()).isEqualTo(stored);
    }

    @Test
    void restart_beginsANewRunAndKeepsTheOldOne() throws Exception {
        OutboxWriter writer = rig.started();
        rig.press(writer, "0");
        rig.press(writer, "1");
        rig.answered(2);
        rig.stop(writer);
        writer = rig.started();
        assertThat(writer.backlog().held()).hasSize(1);
        rig.press(writer, "0");
        rig.answered(3);

        assertThat(writer.backlog().held()).extracting(RunSpan::next).containsExactly(3L, 2L);
        assertThat(writer.backlog().held()).extracting(RunSpan::run).doesNotHaveDuplicates();
        OutboxCounts account = OutboxCounts.read(folder);
        assertThat(account.runs()).isEqualTo(writer.backlog().held());
        assertThat(account.stored()).isEqualTo(3);
        assertThat(account.held()).isEqualTo(3);
    }

    @Test
    void anchor_onceSynced_isKeptForTheBootAndItsEarlierRuns() throws Exception {
        rig.clock.synced(false);
        OutboxWriter writer = rig.started();
        rig.press(writer, "0");
        rig.answered(1);
        assertThat(writer.health().anchor()).isNull();
        RunSpan first = WriterRig.onlyRun(writer);
        rig.stop(writer);

        rig.clock.synced(true);
        rig.clock.advance(Duration.ofSeconds(3));
        writer = rig.started();
        rig.press(writer, "0");
        rig.answered(2);
        assertThat(writer.health().anchor()).isNotNull();
        assertThat(writer.backlog()
                        .reader()
                        .read(first.run(), 1, 1)
                        .orElseThrow()
                        .anchor())
                .isEqualTo(writer.health().anchor());
        assertThat(rig.rows(writer, first).get(0).synced()).isFalse();
    }

    @Test
    void full_ofUnacknowledged_refusesVisiblyAndDeletesNothing() throws Exception {
        OutboxWriter writer = startedSmall();
        fill(writer);
        RunSpan span = WriterRig.onlyRun(writer);
        long stored = span.next() - 1;

        assertThat(rig.answers.get(rig.answers.size() - 1)).isEqualTo(Answer.NOT_STORED);
        assertThat(writer.health().refused()).isEqualTo(rig.answers.size() - stored);
        assertThat(span.low()).isEqualTo(1);
        assertThat(writer.health().faults())
                .anyMatch(line -> line.contains("full of presses that no gateway has acknowledged"));

        rig.stop(writer);
        assertThat(OutboxCounts.read(folder).refused()).isEqualTo(rig.answers.size() - stored);
    }

    @Test
    void full_ofAcknowledged_deletesOldestFirstAndGoesOn() throws Exception {
        OutboxWriter writer = startedSmall();
        fill(writer);
        RunSpan before = WriterRig.onlyRun(writer);
        writer.backlog().acknowledged(Map.of(before.run(), 50L));
        int sofar = rig.answers.size();
        rig.press(writer, "0");
        rig.answered(sofar + 1);

        assertThat(rig.answers.get(sofar)).isEqualTo(Answer.STORED);
        assertThat(WriterRig.onlyRun(writer).low()).isEqualTo(51);
        assertThat(writer.health().faults()).isEmpty();
        assertThat(OutboxCounts.read(folder).stored()).isEqualTo(before.next());
    }

    @Test
    void corrupt_isSetAsideWithAllItsFilesAndANewRunBegins() throws Exception {
        OutboxWriter writer = rig.started();
        rig.press(writer, "0");
        rig.answered(1);
        String before = WriterRig.onlyRun(writer).run();
        rig.stop(writer);
        Files.writeString(
                folder.resolve("outbox.db"), "this is no database, but a text that is long enough to look at");
        Files.writeString(folder.resolve("outbox.db-wal"), "nor this");

        writer = rig.started();
        rig.press(writer, "0");
        rig.answered(2);

        assertThat(rig.answers).containsOnly(Answer.STORED);
        assertThat(WriterRig.onlyRun(writer).run()).isNotEqualTo(before);
        assertThat(writer.health().faults()).anyMatch(line -> line.contains("corrupt") && line.contains(".bad"));
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.contains(".bad")))
                    .hasSizeGreaterThanOrEqualTo(1)
                    .allMatch(name -> name.matches("outbox-[a-z0-9]{10}-[a-z0-9]{10}\\.bad(-wal|-shm)?"))
                    .anyMatch(name -> name.endsWith(".bad"));
        }
    }

    @Test
    void corrupt_whileRunning_refusesWhatItCannotStoreAndGoesOnInANewFile() throws Exception {
        OutboxWriter writer = rig.started();
        for (int i = 0; i < 500; i++) {
            rig.press(writer, "0");
        }
        rig.answered(500);
        String before = WriterRig.onlyRun(writer).run();
        spoilAllButTheHeader();
        long pressed = 500;
        while (writer.backlog().held().stream().anyMatch(span -> span.run().equals(before)) && pressed < 600) {
            rig.press(writer, "0");
            rig.answered((int) ++pressed);
        }
        rig.press(writer, "0");
        rig.answered((int) ++pressed);

        assertThat(rig.answers.get(rig.answers.size() - 1)).isEqualTo(Answer.STORED);
        long stored =
                List.copyOf(rig.answers).stream().filter(Answer.STORED::equals).count();
        assertThat(stored + writer.health().refused()).isEqualTo(pressed);
        assertThat(writer.health().faults()).anyMatch(line -> line.contains(".bad"));
    }

    @Test
    void run_ofWhichAllIsDeleted_staysInTheAccount() throws Exception {
        rig.limits = new OutboxLimits(WriterRig.ROOMY, 3, 0, 0);
        OutboxWriter first = rig.started();
        rig.pressOften(first, 3);
        RunSpan deleted = WriterRig.onlyRun(first);
        rig.stop(first);
        OutboxWriter second = rig.started();
        second.backlog().acknowledged(Map.of(deleted.run(), 3L));
        assertThat(rig.pressed(second, "0")).isEqualTo(Answer.STORED);
        rig.stop(second);

        OutboxCounts account = rig.assertEveryPressAccounted();
        assertThat(account.runs()).contains(new RunSpan(deleted.run(), 4, 4));
        assertThat(account.held()).isEqualTo(1);
        OutboxWriter third = rig.started();
        assertThat(third.backlog().held()).doesNotContain(deleted).hasSize(1);
        assertThat(third.health().faults()).as("no press is missing").isEmpty();
    }

    @Test
    void full_byCount_refusesUntilSomeAreAcknowledged() throws Exception {
        rig.limits = new OutboxLimits(WriterRig.ROOMY, 100, 64 << 10, 0);
        OutboxWriter writer = rig.started();
        for (int i = 0; i < 101; i++) {
            rig.pressed(writer, "0");
        }
        assertThat(rig.answers.get(99)).isEqualTo(Answer.STORED);
        assertThat(rig.answers.get(100)).isEqualTo(Answer.NOT_STORED);
        writer.backlog().acknowledged(Map.of(WriterRig.onlyRun(writer).run(), 10L));

        assertThat(rig.pressed(writer, "0")).isEqualTo(Answer.STORED);
        assertThat(WriterRig.onlyRun(writer).low()).isEqualTo(11);
        assertThat(rig.assertEveryPressAccounted().refused()).isEqualTo(1);
    }

    @Test
    void commit_thatTakesSeconds_isWaitedForByNobody_andTheMeterThatSendsAgainHasOnePress() throws Exception {
        OutboxWriter writer = rig.started();
        rig.frame(writer, "1");
        rig.answered(1);
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("outbox.db"));
                Statement statement = other.createStatement()) {
            statement.execute("BEGIN IMMEDIATE"); // no commit before this ends
            for (int i = 0; i < 6; i++) {
                rig.frame(writer, "0");
                rig.clock.advance(Duration.ofMillis(200));
            }
            assertThat(rig.answers)
                    .as("every frame was taken, none is answered yet")
                    .hasSize(1);
            statement.execute("ROLLBACK");
        }
        rig.answered(7);
        rig.clock.advance(Duration.ofMillis(400));
        rig.frame(writer, "0");
        rig.answered(8);

        assertThat(rig.answers).containsOnly(Answer.STORED);
        assertThat(rig.rows(writer, WriterRig.onlyRun(writer)))
                .extracting(Press::key)
                .containsExactly("1", "0");
    }

    @Test
    void restart_inTheSameBoot_keepsTheInterval_inAnotherItDoesNot() throws Exception {
        OutboxWriter writer = startedWithInterval();
        rig.press(writer, "0");
        rig.answered(1);
        rig.stop(writer);
        writer = startedWithInterval();
        rig.press(writer, "0");
        rig.answered(2);
        rig.stop(writer);
        rig.clock.reboot("0000000000000001");
        writer = startedWithInterval();
        rig.press(writer, "0");
        rig.answered(3);

        assertThat(rig.answers).containsExactly(Answer.STORED, Answer.ALREADY_COUNTED, Answer.STORED);
    }

    @Test
    void restart_afterAnAnsweredPress_takesTheSameKeyAsANewPress() throws Exception {
        OutboxWriter writer = rig.started();
        rig.frame(writer, "0");
        rig.answered(1);
        rig.stop(writer);
        writer = rig.started();
        rig.frame(writer, "0");
        rig.answered(2);

        assertThat(OutboxCounts.read(folder).stored()).isEqualTo(2);
    }

    @Test
    void restart_beforeTheAnswer_takesTheSameKeyAsTheMeterSendingAgain() throws Exception {
        OutboxWriter writer = rig.started();
        rig.frame(writer, "0");
        rig.answered(1);
        rig.stop(writer);
        // as if the process had ended between commit and answer
        Files.write(folder.resolve("notebook"), new byte[40], StandardOpenOption.WRITE);
        writer = rig.started();
        rig.clock.advance(Duration.ofMillis(900));
        rig.frame(writer, "0");
        rig.answered(2);
        assertThat(OutboxCounts.read(folder).stored()).isEqualTo(1);

        rig.frame(writer, "1");
        rig.answered(3);
        assertThat(OutboxCounts.read(folder).stored()).isEqualTo(2);
    }

    @Test
    void killed_beforeTheAnswerSurelyWentOut_takesTheSameKeyAsTheMeterSendingAgain_laterAsANewPress() throws Exception {
        OutboxWriter writer = rig.started();
        rig.frame(writer, "1");
        rig.frame(writer, "0");
        rig.answered(2);
        Path atOnce = copyOfTheData("at-once");
        rig.clock.advance(Duration.ofSeconds(1));
        rig.frame(writer, "2");
        rig.answered(3);
        rig.pressed(writer, "0");
        rig.pressed(writer, "0");
        Path later = copyOfTheData("later");

        assertThat(storedAfterFrames(atOnce, "0", "1"))
                .as("the meter's last key comes again")
                .isEqualTo(3);
        assertThat(storedAfterFrames(later, "0", "1")).as("both are new").isEqualTo(7);
    }

    /** What a process that is killed in this moment leaves. */
    private Path copyOfTheData(String name) throws IOException {
        Path copy = Files.createDirectory(folder.resolve(name));
        for (String file : List.of("outbox.db", "outbox.db-wal", "notebook")) {
            Files.copy(folder.resolve(file), copy.resolve(file));
        }
        return copy;
    }

    private static long storedAfterFrames(Path data, String... keys) throws Exception {
        try (WriterRig rig = new WriterRig(data)) {
            OutboxWriter writer = rig.started();
            for (String key : keys) {
                rig.frame(writer, key);
            }
            rig.answered(keys.length);
            return OutboxCounts.read(data).stored();
        }
    }

    @Test
    void restart_onAnOlderCopyOfTheFile_takesNoPressForTheMeterSendingAgain() throws Exception {
        OutboxWriter writer = rig.started();
        rig.frame(writer, "0");
        rig.answered(1);
        rig.stop(writer);
        Path older = Files.copy(folder.resolve("outbox.db"), folder.resolve("older"));
        writer = rig.started();
        rig.frame(writer, "1");
        rig.answered(2);
        rig.stop(writer);
        Files.move(older, folder.resolve("outbox.db"), StandardCopyOption.REPLACE_EXISTING);
        writer = rig.started();
        rig.frame(writer, "0");
        rig.answered(3);

        assertThat(OutboxCounts.read(folder).held()).isEqualTo(2);
    }

    @Test
    void session_openAtARestart_goesOn_andEndsOnce() throws Exception {
        OutboxWriter writer = rig.started();
        assertThat(writer.onTrigger(at -> new Event.Open("B", new Session("s", "c", null), at))
                        .get())
                .isTrue();
        rig.stop(writer);
        rig.stop(rig.started());
        OutboxWriter last = rig.started();
        assertThat(last.backlog().held()).as("it goes on").isEmpty();
        rig.clock.advance(Duration.ofSeconds(30));
        await().untilAsserted(() -> assertThat(last.backlog().held()).hasSize(1));
        rig.stop(last);
        writer = rig.started();

        RunSpan span = WriterRig.onlyRun(writer);
        assertThat(rig.rows(writer, span)).singleElement().satisfies(press -> {
            assertThat(press.kind()).isEqualTo(Press.Kind.TIMEOUT);
            assertThat(press.flags()).isEmpty();
            assertThat(press.caseNumber()).isEqualTo("c");
        });
    }

    @Test
    void session_openWhenTheMachineWentOff_isStoredAsInterruptedOnce_andStaffIsForgotten() throws Exception {
        OutboxWriter writer = rig.started();
        writer.onTrigger(at -> new Event.Open("B", new Session("s", "c", null), at))
                .get();
        writer.onTrigger(at -> new Event.Duty("A", "Li", at)).get();
        rig.pressed(writer, "0");
        rig.stop(writer);
        rig.clock.reboot("0000000000000002");
        OutboxWriter second = rig.started();
        await().untilAsserted(() -> assertThat(second.backlog().held()).hasSize(2));
        rig.stop(second);
        writer = rig.started();
        rig.pressed(writer, "0");

        List<Press> rows = new ArrayList<>();
        for (RunSpan span : writer.backlog().held()) {
            rows.addAll(rig.rows(writer, span));
        }
        assertThat(rows)
                .extracting(Press::kind)
                .containsExactly(Press.Kind.RATING, Press.Kind.TIMEOUT, Press.Kind.RATING);
        assertThat(rows.get(1).flags()).containsExactly(Flags.INTERRUPTED);
        assertThat(rows).extracting(Press::staff).containsExactly("Li", null, null);
    }

    @Test
    void staff_onDuty_staysSoOverARestart() throws Exception {
        OutboxWriter writer = rig.started();
        writer.onTrigger(at -> new Event.Duty("A", "Li", at)).get();
        rig.stop(writer);
        writer = rig.started();
        rig.pressed(writer, "0");

        assertThat(rig.rows(writer, WriterRig.onlyRun(writer)))
                .extracting(Press::staff)
                .containsExactly("Li");
    }

    @Test
    void session_withoutKey_endsByItself() throws Exception {
        OutboxWriter writer = rig.started();
        writer.onTrigger(at -> new Event.Open("B", Session.NONE, at)).get();
        rig.clock.advance(Duration.ofSeconds(31));

        await().untilAsserted(() -> assertThat(writer.backlog().held()).hasSize(1));
        assertThat(rig.rows(writer, WriterRig.onlyRun(writer)))
                .extracting(Press::kind)
                .containsExactly(Press.Kind.TIMEOUT);
    }

    @Test
    void flush_whatWasTaken_isStoredAndAnswered_andLaterPressesAreRefused() throws Exception {
        OutboxWriter writer = rig.started();
        for (int i = 0; i < 700; i++) {
            rig.press(writer, "0");
        }
        writer.flush();
        assertThat(rig.answers).hasSize(700).containsOnly(Answer.STORED);

        rig.press(writer, "0");
        assertThat(rig.answers.get(700)).isEqualTo(Answer.NOT_STORED);
        writer.close();
        assertThat(OutboxCounts.read(folder).refused()).isEqualTo(1);
    }

    /** And makes the writer forget the pages that it remembers, as another writer's commit does. */
    private void spoilAllButTheHeader() throws IOException, SQLException {
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("outbox.db"));
                Statement statement = other.createStatement()) {
            statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
            int version;
            try (ResultSet row = statement.executeQuery("PRAGMA user_version")) {
                version = row.getInt(1);
            }
            try (RandomAccessFile file =
                    new RandomAccessFile(folder.resolve("outbox.db").toFile(), "rw")) {
                byte[] noise = new byte[(int) file.length() - PAGE];
                rig.random.nextBytes(noise);
                file.seek(PAGE);
                file.write(noise);
            }
            statement.execute("PRAGMA user_version = " + version);
        }
    }

    private OutboxWriter startedSmall() throws IOException {
        rig.limits = new OutboxLimits(1 << 20, 1_000_000, 64 << 10, 0);
        return rig.started();
    }

    private OutboxWriter startedWithInterval() throws IOException {
        rig.responseInterval = Duration.ofSeconds(5);
        return rig.started();
    }

    private void fill(OutboxWriter writer) {
        while (rig.answers.isEmpty() || rig.answers.get(rig.answers.size() - 1) != Answer.NOT_STORED) {
            rig.pressOften(writer, 1000);
        }
    }
}
