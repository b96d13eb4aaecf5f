package io.hallpulse.agent.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.agent.intake.OutboxWriter;
import io.hallpulse.agent.testkit.WriterRig;
import io.hallpulse.contract.message.RunSpan;
import io.hallpulse.hardware.Answer;
import io.hallpulse.testkit.SmallDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The outbox on a small disk that somebody else fills. */
class FullDiskTest {
    private static final int DISK_KIB = 4096;
    private static final int BALLAST_BYTES = 256 << 10;
    private static final int LOW_WATER_BYTES = 1 << 20;

    @TempDir
    private Path folder;

    private SmallDisk disk;
    private WriterRig rig;

    @BeforeEach
    void mount() throws IOException {
        disk = SmallDisk.mount(folder.resolve("disk"), DISK_KIB);
        rig = new WriterRig(disk.folder());
        rig.limits = new OutboxLimits(WriterRig.ROOMY, 1_000_000, BALLAST_BYTES, LOW_WATER_BYTES);
    }

    @AfterEach
    void unmount() throws IOException {
        rig.close();
        disk.close();
    }

    @Test
    void low_isAFaultBeforePressesAreRefused_andOverWithRoom() throws Exception {
        OutboxWriter writer = rig.started();
        assertThat(rig.pressed(writer, "0")).isEqualTo(Answer.STORED);
        assertThat(writer.health().faults()).isEmpty();
        disk.fill(LOW_WATER_BYTES / 2);
        rig.awaitPassing(() -> !writer.health().faults().isEmpty());

        assertThat(writer.health().faults())
                .singleElement()
                .asString()
                .contains("less than 1 MiB are free")
                .contains("make room");
        assertThat(rig.pressed(writer, "0")).isEqualTo(Answer.STORED);

        disk.free();
        rig.awaitPassing(() -> writer.health().faults().isEmpty());
        assertThat(writer.health().freeBytes()).isGreaterThan(LOW_WATER_BYTES);
    }

    @Test
    void full_theLastPressesComeIntoTheBallastsRoom_thenPressesAreRefused_untilThereIsRoom() throws Exception {
        OutboxWriter writer = rig.started();
        rig.pressOften(writer, 100);
        assertThat(Files.size(disk.folder().resolve("ballast"))).isEqualTo(BALLAST_BYTES);
        disk.fill(0);

        int intoTheReserve = 0;
        while (rig.pressed(writer, "0") == Answer.STORED) {
            intoTheReserve++;
            rig.pressOften(writer, 50);
        }
        assertThat(intoTheReserve).isPositive();
        assertThat(Files.size(disk.folder().resolve("ballast"))).isZero();
        assertThat(writer.health().faults())
                .anyMatch(line -> line.contains("last reserve"))
                .anyMatch(line -> line.contains("cannot be written"));
        assertThat(rig.pressed(writer, "1")).isEqualTo(Answer.NOT_STORED);
        OutboxCounts full = rig.assertEveryPressAccounted();
        assertThat(full.refused()).isPositive();
        assertThat(full.held()).isEqualTo(full.stored());

        disk.free();
        rig.awaitPassing(() -> writer.health().faults().isEmpty());
        assertThat(rig.pressed(writer, "0")).isEqualTo(Answer.STORED);
        assertThat(Files.size(disk.folder().resolve("ballast"))).isEqualTo(BALLAST_BYTES);
        rig.stop(writer);
        OutboxCounts account = rig.assertEveryPressAccounted();
        assertThat(account.refused()).isEqualTo(full.refused());
        assertThat(account.held()).isEqualTo(account.stored());
    }

    @Test
    void full_whatTheGatewayHasMakesRoom_andNothingIsRefused() throws Exception {
        OutboxWriter writer = rig.started();
        rig.pressOften(writer, 4000);
        RunSpan before = WriterRig.onlyRun(writer);
        writer.backlog().acknowledged(Map.of(before.run(), before.next() - 1));
        disk.fill(0);
        rig.pressOften(writer, 3000);

        assertThat(rig.answers).doesNotContain(Answer.NOT_STORED);
        assertThat(WriterRig.onlyRun(writer).low()).isGreaterThan(1);
        assertThat(rig.assertEveryPressAccounted().stored()).isEqualTo(7000);
    }

    @Test
    void start_onAFullDisk_refusesVisibly_andTakesPressesOnceThereIsRoom() throws Exception {
        OutboxWriter writer = rig.started();
        rig.pressOften(writer, 10);
        rig.stop(writer);
        Files.delete(disk.folder().resolve("ballast"));
        disk.fill(0);

        OutboxWriter again = rig.started();
        assertThat(rig.pressed(again, "0")).isEqualTo(Answer.NOT_STORED);
        assertThat(again.health().faults()).anyMatch(line -> line.contains("cannot be written"));

        disk.free();
        rig.awaitPassing(() -> again.health().faults().isEmpty());
        assertThat(rig.pressed(again, "0")).isEqualTo(Answer.STORED);
        OutboxCounts account = rig.assertEveryPressAccounted();
        assertThat(account.stored()).isEqualTo(11);
        assertThat(account.refused()).isEqualTo(1);
    }
}
