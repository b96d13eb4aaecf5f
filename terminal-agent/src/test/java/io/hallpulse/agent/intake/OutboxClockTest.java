package io.hallpulse.agent.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hallpulse.agent.outbox.OutboxReader;
import io.hallpulse.agent.rating.Event;
import io.hallpulse.agent.rating.Session;
import io.hallpulse.agent.testkit.MovableClock;
import io.hallpulse.agent.testkit.WriterRig;
import io.hallpulse.contract.message.Anchor;
import io.hallpulse.contract.message.Flags;
import io.hallpulse.contract.message.Press;
import io.hallpulse.contract.message.RunSpan;
import io.hallpulse.hardware.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The wall clock may say what it likes: it is written down, and nothing is measured or forgotten by it. */
class OutboxClockTest {
    private static final Duration YEARS = Duration.ofDays(3650);

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
    void boot_withoutTime_pressesAreUnset_andTheAnchorComesWithTheTime() throws Exception {
        Duration behind = Duration.between(MovableClock.START, Instant.EPOCH);
        rig.clock.stepWall(behind);
        rig.clock.synced(false);
        OutboxWriter writer = rig.started();
        assertThat(rig.pressed(writer, "0")).isEqualTo(Answer.STORED);
        assertThat(writer.health().anchor()).isNull();
        rig.clock.stepWall(behind.negated());
        rig.clock.synced(true);
        assertThat(rig.pressed(writer, "1")).isEqualTo(Answer.STORED);

        List<Press> presses = rig.rows(writer, WriterRig.onlyRun(writer));
        assertThat(presses).extracting(Press::synced).containsExactly(false, true);
        assertThat(presses)
                .extracting(Press::at)
                .containsExactly(Instant.EPOCH.plusSeconds(1), MovableClock.START.plusSeconds(2));
        assertThat(presses.get(1).monoMillis() - presses.get(0).monoMillis()).isEqualTo(1000);
        assertThat(writer.health().anchor())
                .isEqualTo(
                        new Anchor(presses.get(1).monoMillis(), presses.get(1).at()));
    }

    @Test
    void anchor_withoutAnyPress_isStored_andTheFirstStaysForTheBoot() throws Exception {
        OutboxWriter writer = rig.started();
        await().until(() -> writer.health().anchor() != null);
        Anchor first = writer.health().anchor();
        rig.stop(writer);
        rig.clock.stepWall(YEARS);
        rig.clock.advance(Duration.ofMinutes(1));
        OutboxWriter again = rig.started();
        assertThat(rig.pressed(again, "0")).isEqualTo(Answer.STORED);
        assertThat(again.health().anchor()).isEqualTo(first);
        RunSpan span = WriterRig.onlyRun(again);
        try (OutboxReader reader = again.backlog().reader()) {
            assertThat(reader.read(span.run(), 1, 1).orElseThrow().anchor()).isEqualTo(first);
        }
        rig.stop(again);

        rig.clock.reboot("0000000000000001");
        OutboxWriter other = rig.started();
        await().until(() -> other.health().anchor() != null);
        assertThat(other.health().anchor()).isNotEqualTo(first);
    }

    @Test
    void steps_ofYearsBothWays_changeNoInterval_noOrder_andForgetNothing() throws Exception {
        rig.responseInterval = Duration.ofSeconds(5);
        OutboxWriter writer = rig.started();
        assertThat(rig.pressed(writer, "0")).isEqualTo(Answer.STORED);
        rig.clock.stepWall(YEARS);
        assertThat(rig.pressed(writer, "0"))
                .as("a second later, whatever the calendar says")
                .isEqualTo(Answer.ALREADY_COUNTED);
        rig.clock.stepWall(YEARS.multipliedBy(-2));
        assertThat(rig.pressed(writer, "0")).isEqualTo(Answer.ALREADY_COUNTED);
        rig.clock.advance(Duration.ofSeconds(5));
        assertThat(rig.pressed(writer, "0")).isEqualTo(Answer.STORED);
        rig.stop(writer);
        rig.clock.stepWall(YEARS);
        writer = rig.started();

        RunSpan span = WriterRig.onlyRun(writer);
        assertThat(span).isEqualTo(new RunSpan(span.run(), 1, 5));
        List<Press> presses = rig.rows(writer, span);
        assertThat(presses).extracting(Press::monoMillis).isSorted();
        assertThat(presses)
                .extracting(Press::at)
                .isNotEqualTo(presses.stream().map(Press::at).sorted().toList());
        assertThat(presses.get(1).flags()).containsExactly(Flags.REPEAT);
        assertThat(presses.get(3).flags()).isEmpty();
    }

    @Test
    void session_endsByTheMonotonicClockAlone() throws Exception {
        OutboxWriter writer = rig.started();
        assertThat(writer.onTrigger(at -> new Event.Open("B", Session.NONE, at)).get())
                .isTrue();
        rig.clock.stepWall(YEARS);
        assertThat(rig.pressed(writer, "0")).isEqualTo(Answer.STORED);
        assertThat(rig.rows(writer, WriterRig.onlyRun(writer)))
                .extracting(Press::kind)
                .containsExactly(Press.Kind.RATING);

        rig.clock.stepWall(YEARS.negated());
        rig.clock.advance(Duration.ofSeconds(30));
        await().untilAsserted(() -> assertThat(rig.rows(writer, WriterRig.onlyRun(writer)))
                .extracting(Press::kind)
                .containsExactly(Press.Kind.RATING, Press.Kind.TIMEOUT));
    }

    @Test
    void summerTime_endsWithoutAnybodyNoticing() throws Exception {
        TimeZone before = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone("Europe/Berlin"));
        try {
            Instant change = Instant.parse("2026-10-25T01:00:00Z");
            rig.clock.stepWall(Duration.between(MovableClock.START, change).minusSeconds(2));
            OutboxWriter writer = rig.started();
            for (int i = 0; i < 3; i++) {
                assertThat(rig.pressed(writer, "0")).isEqualTo(Answer.STORED);
            }
            assertThat(rig.rows(writer, WriterRig.onlyRun(writer)))
                    .extracting(Press::at)
                    .containsExactly(change.minusSeconds(1), change, change.plusSeconds(1));
        } finally {
            TimeZone.setDefault(before);
        }
    }
}
