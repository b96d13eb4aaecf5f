package io.hallpulse.gateway.duty;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.domain.directory.DutySchedule;
import io.hallpulse.domain.directory.Entries;
import io.hallpulse.domain.directory.Hall;
import io.hallpulse.domain.directory.Halls;
import io.hallpulse.domain.directory.Name;
import io.hallpulse.domain.directory.Staff;
import io.hallpulse.domain.directory.Text;
import io.hallpulse.domain.directory.Window;
import io.hallpulse.domain.duty.Duty;
import io.hallpulse.domain.record.Actor;
import io.hallpulse.gateway.TestDatabase;
import io.hallpulse.gateway.TestHalls;
import io.hallpulse.gateway.store.Store;
import io.hallpulse.gateway.store.StoreWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Window A03 has a schedule of the mornings and the afternoons of a week; the hall's clock is in the test's hand. */
class DutySchedulesTest {
    private static final Actor CHEN = new Actor("chen", "operator");
    private static final String SCHEDULE = "s7 Mo-Fr 09:00-12:00 | s9 Mo-Fr 12:00-17:00";

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final InstantSource clock = () -> Objects.requireNonNull(now.get());
    private Store store;
    private StoreWriter writer;
    private Halls halls;
    private OnDuty onDuty;
    private DutySchedules schedules;

    @BeforeEach
    void start(@TempDir Path data) throws Exception {
        store = TestDatabase.embedded(data).open();
        writer = store.writer();
        halls = scheduled(TestHalls.north(data, "A03").directory(), SCHEDULE);
        onDuty = OnDuty.open(writer, () -> halls, clock);
        schedules = new DutySchedules(onDuty, () -> halls, clock);
    }

    @AfterEach
    void stop() throws Exception {
        writer.close();
        store.close();
    }

    private static Halls scheduled(Halls halls, String schedule) {
        Hall north = Objects.requireNonNull(halls.hall("north"));
        Window plain = Objects.requireNonNull(north.windows().get("A03"));
        Window window = new Window("A03", plain.name(), "", "", Text.NONE, Text.NONE, DutySchedule.parse(schedule));
        return halls.with(List.of(north.withWindows(List.of(window))))
                .with(Entries.NONE.withStaff(Map.of("s7", staff("s7"), "s9", staff("s9"))));
    }

    private static Staff staff(String id) {
        return new Staff(id, new Name("陈静", "Chen Jing"), "", "", "", "", null);
    }

    /** By the hall's clock, on Monday 2026-11-23 or a day near it. */
    private Optional<String> at(int day, String time) throws InterruptedException {
        now.set(Instant.parse("2026-11-" + day + "T" + time + ":00+08:00"));
        schedules.turn();
        return onDuty.at("north", "A03").map(Duty::staff);
    }

    @Test
    void schedule_signsStaffInAndOut_atItsTimes() throws Exception {
        assertThat(at(23, "08:59")).isEmpty();
        assertThat(at(23, "09:00")).contains("s7");
        assertThat(at(23, "11:59")).contains("s7");
        assertThat(at(23, "12:00")).contains("s9");
        assertThat(at(23, "17:00")).isEmpty();
        assertThat(at(24, "10:00")).contains("s7");
        assertThat(at(28, "10:00")).as("a Saturday").isEmpty();
    }

    @Test
    void handsBetweenItsTimes_areNotOverruled() throws Exception {
        assertThat(at(23, "09:00")).contains("s7");
        onDuty.signIn(CHEN, "north", "A03", "s9").get();
        assertThat(at(23, "11:00")).contains("s9");
        onDuty.signOut(CHEN, "north", "A03").get();
        assertThat(at(23, "11:30")).isEmpty();
        assertThat(at(23, "12:00")).contains("s9");
        onDuty.signIn(CHEN, "north", "A03", "s7").get();
        assertThat(at(23, "17:00"))
                .as("whom it did not sign in it does not sign out")
                .contains("s7");
    }

    @Test
    void aStartInTheMiddle_signsInWhereNobodySaidAnythingToday() throws Exception {
        assertThat(at(23, "10:00")).contains("s7");
        onDuty.signOut(CHEN, "north", "A03").get();
        schedules = new DutySchedules(onDuty, () -> halls, clock);
        assertThat(at(23, "10:30")).as("somebody signed out by hand").isEmpty();
        assertThat(at(23, "12:00")).contains("s9");
    }

    @Test
    void scheduleThatChanges_holdsAtOnce_andStaffThatIsNotThereIsSignedInNowhere() throws Exception {
        assertThat(at(23, "10:00")).contains("s7");
        halls = scheduled(halls, "s9 Mo-Fr 09:00-12:00");
        assertThat(at(23, "10:01")).contains("s9");
        halls = scheduled(halls, "nobody Mo-Fr 09:00-12:00");
        assertThat(at(23, "10:02")).contains("s9");
    }
}
