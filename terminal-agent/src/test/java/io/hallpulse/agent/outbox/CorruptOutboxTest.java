package io.hallpulse.agent.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallpulse.agent.intake.OutboxWriter;
import io.hallpulse.agent.testkit.WriterRig;
import io.hallpulse.contract.message.RunSpan;
import io.hallpulse.hardware.Answer;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever happens to the file: it is kept, a new outbox begins, somebody hears of it, and every press stays in the account. */
class CorruptOutboxTest {
    private static final int PAGE = 4096;
    private static final int PRESSES = 2000;

    @TempDir
    private Path folder;

    private WriterRig rig;

    /** What is found at the start. */
    enum Damage {
        TEXT_IN_ITS_PLACE,
        GARBAGE_IN_THE_HEADER,
        CUT_TO_HALF,
        EMPTIED,
        EMPTIED_BUT_FOR_ITS_LOG,
        GONE,
        GARBAGE_IN_THE_TABLE_OF_RUNS,
        NONSENSE_IN_A_ROW,
        NEGATIVE_VERSION
    }

    @BeforeEach
    void open() {
        rig = new WriterRig(folder);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @ParameterizedTest
    @EnumSource
    void start_onADamagedFile_keepsItAndBeginsANewOne(Damage damage) throws Exception {
        OutboxWriter writer = rig.started();
        rig.pressOften(writer, PRESSES);
        String before = WriterRig.onlyRun(writer).run();
        rig.stop(writer);
        inflict(damage);
        boolean kept = damage != Damage.EMPTIED && damage != Damage.GONE;

        writer = rig.started();
        assertThat(rig.pressed(writer, "0")).isEqualTo(Answer.STORED);
        assertThat(WriterRig.onlyRun(writer).run()).isNotEqualTo(before);
        assertThat(writer.health().faults())
                .singleElement()
                .asString()
                .contains(kept ? "is kept as outbox-" : "2000 stored presses are missing");
        assertThat(names()).filteredOn(name -> name.endsWith(".bad")).hasSize(kept ? 1 : 0);
        assertThat(rig.assertEveryPressAccounted().stored()).isEqualTo(PRESSES + 1);

        rig.stop(writer);
        writer = rig.started();
        assertThat(writer.health().faults()).as("as long as the file is there").hasSize(kept ? 1 : 0);
        for (String name : names()) {
            if (name.contains(".bad")) {
                Files.delete(folder.resolve(name));
            }
        }
        OutboxWriter last = writer;
        rig.awaitPassing(() -> last.health().faults().isEmpty());
        assertThat(rig.assertEveryPressAccounted().stored()).isEqualTo(PRESSES + 1);
    }

    @Test
    void page_inTheMiddle_foundByTheReader_isFollowedByANewOutbox() throws Exception {
        OutboxWriter writer = rig.started();
        rig.pressOften(writer, PRESSES);
        RunSpan span = WriterRig.onlyRun(writer);
        spoilMiddle();
        assertThat(rig.pressed(writer, "0")).as("a new row goes elsewhere").isEqualTo(Answer.STORED);

        try (OutboxReader reader = writer.backlog().reader()) {
            assertThatThrownBy(() -> reader.read(span.run(), 1, PRESSES)).isInstanceOf(SQLException.class);
            rig.awaitPassing(() -> writer.health().faults().stream().anyMatch(line -> line.contains(".bad")));
            assertThat(rig.pressed(writer, "0")).isEqualTo(Answer.STORED);
            RunSpan next = WriterRig.onlyRun(writer);
            assertThat(next.run()).isNotEqualTo(span.run());
            assertThat(reader.read(next.run(), 1, 1)).isPresent();
        }
        assertThat(rig.assertEveryPressAccounted().stored()).isEqualTo(PRESSES + 2);
    }

    @Test
    void page_inTheMiddle_foundByTheWriter_refusesVisiblyThenGoesOn() throws Exception {
        rig.limits = new OutboxLimits(WriterRig.ROOMY, PRESSES, 0, 0);
        OutboxWriter writer = rig.started();
        rig.pressOften(writer, PRESSES);
        RunSpan span = WriterRig.onlyRun(writer);
        writer.backlog().acknowledged(Map.of(span.run(), (long) PRESSES));
        spoilMiddle();
        assertThat(rig.pressed(writer, "0")).as("had to delete there").isEqualTo(Answer.NOT_STORED);

        assertThat(rig.pressed(writer, "0")).isEqualTo(Answer.STORED);
        assertThat(writer.health().faults()).anyMatch(line -> line.contains(".bad"));
        assertThat(rig.assertEveryPressAccounted().refused()).isEqualTo(1);
    }

    @Test
    void newRun_afterASpoiltFile_supersedesNothingOfTheOldOne() throws Exception {
        rig.responseInterval = java.time.Duration.ofSeconds(30);
        OutboxWriter writer = rig.started();
        rig.pressOften(writer, 40);
        rig.clock.advance(java.time.Duration.ofMinutes(1));
        assertThat(rig.pressed(writer, "0")).isEqualTo(Answer.STORED);
        RunSpan span = WriterRig.onlyRun(writer);
        rig.sql("UPDATE press SET kind = 'nonsense' WHERE seq = 3");
        try (OutboxReader reader = writer.backlog().reader()) {
            assertThatThrownBy(() -> reader.read(span.run(), 1, 9)).isInstanceOf(SQLException.class);
        }
        rig.awaitPassing(() -> writer.health().faults().stream().anyMatch(line -> line.contains(".bad")));

        assertThat(rig.pressed(writer, "1"))
                .as("within the grace of a press that is no longer here")
                .isNotEqualTo(Answer.NOT_STORED);
        assertThat(rig.rows(writer, WriterRig.onlyRun(writer)))
                .singleElement()
                .satisfies(press -> assertThat(press.supersedes()).isNull());
    }

    @Test
    void setAside_neverOntoAFileThatIsThere() throws Exception {
        Files.writeString(folder.resolve("outbox.db"), "file");
        Files.writeString(folder.resolve("outbox.db-wal"), "log");
        Files.writeString(folder.resolve("outbox.db-shm"), "index");
        String taken = "outbox-r-" + RunId.draw(new Random(1)) + ".bad-wal";
        Files.writeString(folder.resolve(taken), "precious");

        Path bad = new OutboxFile(folder).setAside("r", new Random(1));

        assertThat(Files.readString(folder.resolve(taken))).isEqualTo("precious");
        assertThat(bad).hasContent("file");
        assertThat(folder.resolve(bad.getFileName() + "-wal")).hasContent("log");
        assertThat(folder.resolve(bad.getFileName() + "-shm")).hasContent("index");
        assertThat(names()).hasSize(4);
    }

    @Test
    void settingAside_thatWasCutShort_isFinishedAtTheNextStart() throws Exception {
        OutboxWriter writer = rig.started();
        rig.pressOften(writer, 10);
        rig.stop(writer);
        Files.writeString(folder.resolve("outbox-a-b.bad-wal"), "its log");

        writer = rig.started();
        assertThat(writer.health().faults()).singleElement().asString().contains("outbox-a-b.bad");
        assertThat(rig.pressed(writer, "0")).isEqualTo(Answer.STORED);
        assertThat(names()).contains("outbox-a-b.bad", "outbox-a-b.bad-wal");
        assertThat(rig.assertEveryPressAccounted().stored()).isEqualTo(11);
    }

    @Test
    void notebook_thatIsGarbage_isKeptAndNamed() throws Exception {
        rig.stop(rig.started());
        Files.write(folder.resolve("notebook"), new byte[96]);

        OutboxWriter writer = rig.started();
        assertThat(writer.health().faults())
                .singleElement()
                .asString()
                .contains("notebook-")
                .contains(".bad");
        assertThat(names()).anyMatch(name -> name.startsWith("notebook-"));
        assertThat(rig.pressed(writer, "0")).isEqualTo(Answer.STORED);
    }

    @Test
    void doubt_isSettledByWhatTheFileHolds() throws Exception {
        OutboxWriter writer = rig.started();
        rig.pressOften(writer, 5);
        String run = WriterRig.onlyRun(writer).run();
        rig.stop(writer);
        for (long next : new long[] {6, 8}) {
            try (Notebook notebook = Notebook.open(folder, rig.random)) {
                notebook.doubt(new Notebook.Doubt(run, next, 2));
            }
            rig.stop(rig.started());
        }

        assertThat(OutboxCounts.read(folder).refused())
                .as("of the second, which is not there")
                .isEqualTo(2);
        rig.stop(rig.started());
        assertThat(OutboxCounts.read(folder).refused()).as("once").isEqualTo(2);
    }

    private void inflict(Damage damage) throws IOException, SQLException {
        Path file = folder.resolve("outbox.db");
        switch (damage) {
            case TEXT_IN_ITS_PLACE -> Files.writeString(file, "this is no database, but long enough to be looked at");
            case GARBAGE_IN_THE_HEADER -> garbage(0, 100);
            case CUT_TO_HALF -> {
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    channel.truncate(channel.size() / 2 / PAGE * PAGE);
                }
            }
            case EMPTIED -> Files.write(file, new byte[0]);
            case EMPTIED_BUT_FOR_ITS_LOG -> {
                Files.write(file, new byte[0]);
                Files.write(folder.resolve("outbox.db-wal"), new byte[PAGE]);
            }
            case GONE -> Files.delete(file);
            case GARBAGE_IN_THE_TABLE_OF_RUNS -> garbage(PAGE, PAGE * 5);
            case NONSENSE_IN_A_ROW -> rig.sql("UPDATE press SET kind = 'nonsense' WHERE seq = 1999");
            case NEGATIVE_VERSION -> rig.sql("PRAGMA user_version = -7");
        }
    }

    /** And makes the writer forget the pages that it remembers, as another writer's commit does. */
    private void spoilMiddle() throws IOException, SQLException {
        rig.sql("PRAGMA wal_checkpoint(TRUNCATE)");
        int pages = (int) (Files.size(folder.resolve("outbox.db")) / PAGE);
        garbage(PAGE * 7, PAGE * (pages - 12));
        rig.sql("PRAGMA user_version = " + OutboxSchema.VERSION);
    }

    private void garbage(int from, int bytes) throws IOException {
        byte[] noise = new byte[bytes];
        rig.random.nextBytes(noise);
        try (RandomAccessFile file =
                new RandomAccessFile(folder.resolve("outbox.db").toFile(), "rw")) {
            file.seek(from);
            file.write(noise);
        }
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.contains("bad"))
                    .toList();
        }
    }
}
