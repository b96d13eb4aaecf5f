package io.hallpulse.agent.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.hallpulse.agent.config.WindowConfig;
import io.hallpulse.agent.rating.Event;
import io.hallpulse.agent.rating.RatingRules;
import io.hallpulse.agent.rating.Session;
import io.hallpulse.agent.testkit.Inputs;
import io.hallpulse.agent.testkit.MovableClock;
import io.hallpulse.contract.message.Flags;
import io.hallpulse.contract.message.Press;
import io.hallpulse.contract.message.RunSpan;
import io.hallpulse.hardware.Answer;
import io.hallpulse.hardware.KeyPress;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutboxWriterTest {
    private static final long ROOMY = 64L << 20;
    private static final int PAGE = 4096;

    @TempDir
    private Path folder;

    private final MovableClock clock = new MovableClock();
    private final List<Answer> answers = Collections.synchronizedList(new ArrayList<>());
    private final List<OutboxWriter> opened = new ArrayList<>();
    private final Random random = new Random(7);

    @AfterEach
    void close() {
        opened.forEach(this::stop);
    }

    @Test
    void onKey_answered_isOnDiskAndTellsTheUplink() throws Exception {
        List<String> order = new CopyOnWriteArrayList<>();
        OutboxWriter writer = open(ROOMY);
        writer.start(() -> order.add("stored"));

        press(writer, "0");
        answered(1);

        RunSpan span = onlyRun(writer);
        assertThat(span.run()).matches("[a-z0-9]{10}");
        assertThat(rows(span)).singleElement().satisfies(press -> {
            assertThat(press.level()).isEqualTo(5);
            assertThat(press.at()).isEqualTo(MovableClock.START.plusSeconds(1));
            assertThat(press.synced()).isTrue();
        });
        await().untilAsserted(() -> assertThat(order).containsExactly("stored"));
        assertThat(answers).containsExactly(Answer.STORED);
    }

    @Test
    void onKey_manyInAFlood_areStoredWithoutHolesOrRefusedVisibly() throws Exception {
        OutboxWriter writer = started(ROOMY);
        for (int i = 0; i < 5000; i++) {
            press(writer, "0");
        }
        answered(5000);

        long stored =
                List.copyOf(answers).stream().filter(Answer.STORED::equals).count();
        RunSpan span = onlyRun(writer);
        assertThat(span).isEqualTo(new RunSpan(span.run(), 1, stored + 1));
        assertThat(rows(span)).hasSize((int) stored);
        assertThat(stored + writer.refused()).isEqualTo(5000);
        assertThat(OutboxAccount.read(folder).stored()).isEqualTo(stored);
    }

    @Test
    void restart_beginsANewRunAndKeepsTheOldOne() throws Exception {
        OutboxWriter writer = started(ROOMY);
        press(writer, "0");
        press(writer, "1");
        answered(2);
        stop(writer);
        writer = started(ROOMY);
        assertThat(writer.held()).hasSize(1);
        press(writer, "0");
        answered(3);

        assertThat(writer.held()).extracting(RunSpan::next).containsExactly(3L, 2L);
        assertThat(writer.held()).extracting(RunSpan::run).doesNotHaveDuplicates();
        OutboxAccount account = OutboxAccount.read(folder);
        assertThat(account.runs()).isEqualTo(writer.held());
        assertThat(account.stored()).isEqualTo(3);
        assertThat(account.held()).isEqualTo(3);
    }

    @Test
    void anchor_onceSynced_isKeptForTheBootAndItsEarlierRuns() throws Exception {
        clock.synced(false);
        OutboxWriter writer = started(ROOMY);
        press(writer, "0");
        answered(1);
        assertThat(writer.anchor()).isNull();
        RunSpan first = onlyRun(writer);
        stop(writer);

        clock.synced(true);
        clock.advance(Duration.ofSeconds(3));
        writer = started(ROOMY);
        press(writer, "0");
        answered(2);
        assertThat(writer.anchor()).isNotNull();
        assertThat(reader().read(first.run(), 1, 1).orElseThrow().anchor()).isEqualTo(writer.anchor());
        assertThat(rows(first).get(0).synced()).isFalse();
    }

    @Test
    void full_ofUnacknowledged_refusesVisiblyAndDeletesNothing() throws Exception {
        OutboxWriter writer = started(1 << 20);
        fill(writer);
        RunSpan span = onlyRun(writer);
        long stored = span.next() - 1;

        assertThat(answers.get(answers.size() - 1)).isEqualTo(Answer.NOT_STORED);
        assertThat(writer.refused()).isEqualTo(answers.size() - stored);
        assertThat(span.low()).isEqualTo(1);
        assertThat(writer.fault()).contains("full of presses that no gateway has acknowledged");

        stop(writer);
        assertThat(OutboxAccount.read(folder).refused()).isEqualTo(answers.size() - stored);
    }

    @Test
    void full_ofAcknowledged_deletesOldestFirstAndGoesOn() throws Exception {
        OutboxWriter writer = started(1 << 20);
        fill(writer);
        RunSpan before = onlyRun(writer);
        writer.acknowledged(Map.of(before.run(), 50L));
        int sofar = answers.size();
        press(writer, "0");
        answered(sofar + 1);

        assertThat(answers.get(sofar)).isEqualTo(Answer.STORED);
        assertThat(onlyRun(writer).low()).isEqualTo(51);
        assertThat(writer.fault()).isNull();
        assertThat(OutboxAccount.read(folder).stored()).isEqualTo(before.next());
    }

    @Test
    void corrupt_isSetAsideWithAllItsFilesAndANewRunBegins() throws Exception {
        OutboxWriter writer = started(ROOMY);
        press(writer, "0");
        answered(1);
        String before = onlyRun(writer).run();
        stop(writer);
        Files.writeString(
                folder.resolve("outbox.db"), "this is no database, but a text that is long enough to look at");
        Files.writeString(folder.resolve("outbox.db-wal"), "nor this");

        writer = started(ROOMY);
        press(writer, "0");
        answered(2);

        assertThat(answers).containsOnly(Answer.STORED);
        assertThat(onlyRun(writer).run()).isNotEqualTo(before);
        assertThat(writer.fault()).contains("corrupt").contains(".bad");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.contains(".bad")))
                    .hasSizeGreaterThanOrEqualTo(1)
                    .allMatch(name -> name.matches("outbox-[a-z0-9]{10}-[a-z0-9]{10}\\.bad(-wal|-shm)?"))
                    .anyMatch(name -> name.endsWith(".bad"));
        }
    }

    @Test
    void corrupt_whileRunning_refusesWhatItCannotStoreAndGoesOnInANewFile() throws Exception {
        OutboxWriter writer = started(ROOMY);
        for (int i = 0; i < 500; i++) {
            press(writer, "0");
        }
        answered(500);
        String before = onlyRun(writer).run();
        spoilAllButTheHeader();
        long pressed = 500;
        while (writer.held().stream().anyMatch(span -> span.run().equals(before)) && pressed < 600) {
            press(writer, "0");
            answered((int) ++pressed);
        }
        press(writer, "0");
        answered((int) ++pressed);

        assertThat(answers.get(answers.size() - 1)).isEqualTo(Answer.STORED);
        long stored =
                List.copyOf(answers).stream().filter(Answer.STORED::equals).count();
        assertThat(stored + writer.refused()).isEqualTo(pressed);
        assertThat(writer.fault()).contains(".bad");
    }

    @Test
    void newerOutbox_isLeftAloneAndNamed() throws Exception {
        stop(started(ROOMY));
        try (var newer = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("outbox.db"));
                var statement = newer.createStatement()) {
            statement.execute("PRAGMA user_version = 99");
        }

        assertThatThrownBy(() -> open(ROOMY)).isInstanceOf(IOException.class).hasMessageContaining("version 99");
    }

    @Test
    void restart_inTheSameBoot_keepsTheInterval_inAnotherItDoesNot() throws Exception {
        OutboxWriter writer = started(ROOMY, 5000);
        press(writer, "0");
        answered(1);
        stop(writer);
        writer = started(ROOMY, 5000);
        press(writer, "0");
        answered(2);
        stop(writer);
        clock.reboot("0000000000000001");
        writer = started(ROOMY, 5000);
        press(writer, "0");
        answered(3);

        assertThat(answers).containsExactly(Answer.STORED, Answer.ALREADY_COUNTED, Answer.STORED);
    }

    @Test
    void restart_afterAnAnsweredPress_takesTheSameKeyAsANewPress() throws Exception {
        OutboxWriter writer = started(ROOMY);
        frame(writer, "0");
        answered(1);
        stop(writer);
        writer = started(ROOMY);
        frame(writer, "0");
        answered(2);

        assertThat(OutboxAccount.read(folder).stored()).isEqualTo(2);
    }

    @Test
    void restart_beforeTheAnswer_takesTheSameKeyAsTheMeterSendingAgain() throws Exception {
        OutboxWriter writer = started(ROOMY);
        frame(writer, "0");
        answered(1);
        stop(writer);
        // as if the process had ended between commit and answer
        Files.write(folder.resolve("notebook"), new byte[40], StandardOpenOption.WRITE);
        writer = started(ROOMY);
        clock.advance(Duration.ofMillis(900));
        frame(writer, "0");
        answered(2);
        assertThat(OutboxAccount.read(folder).stored()).isEqualTo(1);

        frame(writer, "1");
        answered(3);
        assertThat(OutboxAccount.read(folder).stored()).isEqualTo(2);
    }

    @Test
    void session_openAtARestart_isStoredAsInterruptedOnce() throws Exception {
        OutboxWriter writer = started(ROOMY);
        assertThat(writer.onTrigger(at -> new Event.Open("B", new Session("s", "c", null), at))
                        .get())
                .isTrue();
        stop(writer);
        stop(started(ROOMY));
        writer = started(ROOMY);

        RunSpan span = onlyRun(writer);
        assertThat(rows(span)).singleElement().satisfies(press -> {
            assertThat(press.kind()).isEqualTo(Press.Kind.TIMEOUT);
            assertThat(press.flags()).containsExactly(Flags.INTERRUPTED);
            assertThat(press.caseNumber()).isEqualTo("c");
        });
    }

    @Test
    void session_withoutKey_endsByItself() throws Exception {
        OutboxWriter writer = started(ROOMY);
        writer.onTrigger(at -> new Event.Open("B", Session.NONE, at)).get();
        clock.advance(Duration.ofSeconds(31));

        await().untilAsserted(() -> assertThat(writer.held()).hasSize(1));
        assertThat(rows(onlyRun(writer))).extracting(Press::kind).containsExactly(Press.Kind.TIMEOUT);
    }

    @Test
    void flush_whatWasTaken_isStoredAndAnswered_andLaterPressesAreRefused() throws Exception {
        OutboxWriter writer = started(ROOMY);
        for (int i = 0; i < 700; i++) {
            press(writer, "0");
        }
        writer.flush();
        assertThat(answers).hasSize(700).containsOnly(Answer.STORED);

        press(writer, "0");
        assertThat(answers.get(700)).isEqualTo(Answer.NOT_STORED);
        writer.close();
        assertThat(OutboxAccount.read(folder).refused()).isEqualTo(1);
    }

    /** And makes the writer forget the pages that it remembers, as another writer's commit does. */
    private void spoilAllButTheHeader() throws IOException, SQLException {
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("outbox.db"));
                Statement statement = other.createStatement()) {
            statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
            try (RandomAccessFile file =
                    new RandomAccessFile(folder.resolve("outbox.db").toFile(), "rw")) {
                byte[] noise = new byte[(int) file.length() - PAGE];
                random.nextBytes(noise);
                file.seek(PAGE);
                file.write(noise);
            }
            statement.execute("PRAGMA user_version = 1");
        }
    }

    private void fill(OutboxWriter writer) {
        while (answers.isEmpty() || answers.get(answers.size() - 1) != Answer.NOT_STORED) {
            int sofar = answers.size();
            for (int i = 0; i < 1000; i++) {
                press(writer, "0");
            }
            answered(sofar + 1000);
        }
    }

    private void answered(int count) {
        await().atMost(Duration.ofSeconds(30)).until(() -> answers.size() >= count);
    }

    private void press(OutboxWriter writer, String key) {
        clock.advance(Duration.ofSeconds(1));
        writer.onKey(new KeyPress("panel", key, clock.nanos()));
    }

    private void frame(OutboxWriter writer, String key) {
        writer.onKey(new KeyPress("meter", key, clock.nanos()));
    }

    private static RunSpan onlyRun(OutboxWriter writer) {
        assertThat(writer.held()).hasSize(1);
        return writer.held().get(0);
    }

    private List<Press> rows(RunSpan span) throws SQLException {
        return reader().read(span.run(), span.low(), span.next()).orElseThrow().presses();
    }

    private OutboxReader reader() {
        return opened.get(opened.size() - 1).reader();
    }

    private OutboxWriter started(long maxBytes) throws IOException {
        return started(maxBytes, 0);
    }

    private OutboxWriter started(long maxBytes, long intervalMillis) throws IOException {
        OutboxWriter writer = open(maxBytes, intervalMillis);
        writer.start(() -> {});
        return writer;
    }

    private OutboxWriter open(long maxBytes) throws IOException {
        return open(maxBytes, 0);
    }

    private OutboxWriter open(long maxBytes, long intervalMillis) throws IOException {
        RatingRules rules = new RatingRules(
                List.of(
                        WindowConfig.free("A", Duration.ofMillis(intervalMillis)),
                        new WindowConfig(
                                "B",
                                WindowConfig.Mode.triggered,
                                Duration.ZERO,
                                Duration.ZERO,
                                Duration.ofSeconds(30))),
                List.of(
                        Inputs.meter("meter", "A", "/dev/ttyUSB0", Duration.ofMillis(500)),
                        Inputs.panel("panel", "A")));
        OutboxWriter writer =
                new OutboxWriter(folder, maxBytes, clock, random, rules, (press, answer) -> answers.add(answer));
        opened.add(writer);
        return writer;
    }

    private void stop(OutboxWriter writer) {
        writer.flush();
        writer.close();
    }
}
