package io.hallpulse.domain.alarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.hallpulse.contract.TerminalId;
import io.hallpulse.contract.message.Status.InputStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FleetConditionsTest {
    private static final long NOW = 1_000_000_000;
    private static final long LONG_AGO = NOW - 200_000;

    private static TerminalFacts terminal(String name, String window, boolean online, boolean stopped, long heard) {
        return new TerminalFacts(
                new TerminalId("north", name),
                online,
                stopped,
                heard,
                null,
                Set.of(window),
                false,
                null,
                List.of(),
                List.of(),
                0,
                0,
                0,
                0);
    }

    private static List<AlarmKind> kinds(List<TerminalFacts> terminals, boolean outage) {
        return FleetConditions.of(terminals, outage, NOW).stream()
                .filter(condition -> condition.kind().closing() == AlarmKind.Closing.MENDED)
                .map(Condition::kind)
                .toList();
    }

    @Test
    void silentTerminal_isAway_unlessItStoppedOrWasReplaced() {
        TerminalFacts there = terminal("n-01", "A01", true, false, NOW);
        assertThat(kinds(List.of(there, terminal("n-02", "A02", false, false, LONG_AGO)), false))
                .containsExactly(AlarmKind.TERMINAL_AWAY);
        assertThat(kinds(List.of(there, terminal("n-02", "A02", true, false, LONG_AGO)), false))
                .as("nobody told that it is gone")
                .containsExactly(AlarmKind.TERMINAL_AWAY);
        assertThat(kinds(List.of(there, terminal("n-02", "A02", false, true, LONG_AGO)), false))
                .isEmpty();
        assertThat(kinds(List.of(there, terminal("n-02", "A01", false, false, LONG_AGO)), false))
                .isEmpty();
        assertThat(kinds(List.of(there, terminal("n-02", "A02", false, false, NOW - 100_000)), false))
                .as("it may yet come again")
                .isEmpty();
    }

    @Test
    void hundredAtOnce_areOneAlarm_alsoWhileTheyComeBack() {
        List<TerminalFacts> lost = new ArrayList<>(IntStream.range(0, 100)
                .mapToObj(i -> terminal("n-" + i, "A" + i, i % 2 == 0, false, NOW - 180_000 + i * 300L))
                .toList());
        assertThat(FleetConditions.of(lost, false, NOW))
                .filteredOn(
                        condition -> condition.number() == 0 && condition.kind().closing() == AlarmKind.Closing.MENDED)
                .extracting(Condition::kind, Condition::detail)
                .containsExactly(tuple(AlarmKind.TERMINALS_AWAY, "100: north"));

        for (int i = 0; i < 70; i++) {
            lost.set(i, terminal("n-" + i, "A" + i, true, false, NOW));
        }
        assertThat(kinds(lost, true)).containsExactly(AlarmKind.TERMINALS_AWAY);
        assertThat(kinds(lost, false)).as("were it not open").hasSize(30).containsOnly(AlarmKind.TERMINAL_AWAY);
        for (int i = 70; i < 97; i++) {
            lost.set(i, terminal("n-" + i, "A" + i, true, false, NOW));
        }
        assertThat(kinds(lost, true))
                .as("the three that are left")
                .containsExactly(AlarmKind.TERMINAL_AWAY, AlarmKind.TERMINAL_AWAY, AlarmKind.TERMINAL_AWAY);
    }

    @Test
    void manyThatVanishOneAfterTheOther_areEachTheirOwn() {
        List<TerminalFacts> lost = IntStream.range(0, 20)
                .mapToObj(i -> terminal("n-" + i, "A" + i, false, false, LONG_AGO - i * 60_000L))
                .toList();
        assertThat(kinds(lost, false)).hasSize(20).containsOnly(AlarmKind.TERMINAL_AWAY);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "panel front: key 3 has been down for over 30 s; free the key, or check its wire | KEY_STUCK",
                "panel front: key =1 chatters; check its wire and contact, or replace it | KEY_CHATTERING",
                "panel front: key 3 has not been used for long while others were; press it to see | KEY_DEAD",
                "panel front: key 3 is on line 5 of gpiochip0, which \"lamp\" uses; give another pin | INPUT",
                "port /dev/serial/by-id/usb-x is gone | INPUT"
            })
    void faultOfAnInput_isOfTheKindThatItsLineSays(String line, AlarmKind kind) {
        assertThat(kinds(List.of(faulty(line, null, List.of())), false)).containsExactly(kind);
    }

    @Test
    void terminal_thatHasItAll_tellsEachOnce() {
        TerminalFacts facts = new TerminalFacts(
                new TerminalId("north", "n-03"),
                true,
                false,
                NOW,
                NOW - 301_000,
                Set.of("A03"),
                true,
                5_000_000L,
                List.of(),
                List.of("the outbox cannot be read"),
                2,
                3,
                4,
                5);
        assertThat(FleetConditions.of(List.of(facts), false, NOW))
                .extracting(Condition::kind, Condition::detail, Condition::number)
                .containsExactly(
                        tuple(AlarmKind.BACKLOG, "", 0L),
                        tuple(AlarmKind.CLOCK, "", 0L),
                        tuple(AlarmKind.DISK, "5 MB", 0L),
                        tuple(AlarmKind.TERMINAL_FAULT, "the outbox cannot be read", 0L),
                        tuple(AlarmKind.REFUSED, "2", 2L),
                        tuple(AlarmKind.GAP, "3", 3L),
                        tuple(AlarmKind.CONFLICT, "4", 4L),
                        tuple(AlarmKind.INVALID, "5", 5L));
    }

    @Test
    void line_thatNoDatabaseTakes_orIsEndless_isCut() {
        Condition condition =
                new Condition(AlarmKind.INPUT, "north", "n-03/\0", "a\n".repeat(99) + "x😀" + "b".repeat(99));
        assertThat(condition.subject()).isEqualTo("n-03/ ");
        assertThat(condition.detail()).doesNotContain("\n").endsWith("x…").hasSize(200);
    }

    @Test
    void clock_thatIsNotSetYet_isNoAlarmForTenMinutes() {
        Patience patience = new Patience();
        List<Condition> clock = List.of(new Condition(AlarmKind.CLOCK, "north", "n-03", ""));
        assertThat(patience.lasting(clock, 0)).isEmpty();
        assertThat(patience.lasting(clock, 599_999)).isEmpty();
        assertThat(patience.lasting(clock, 600_000)).isEqualTo(clock);
        assertThat(patience.lasting(List.of(), 600_001)).isEmpty();
        assertThat(patience.lasting(clock, 600_002)).isEmpty();
    }

    private static TerminalFacts faulty(String line, @Nullable Long free, List<String> faults) {
        return new TerminalFacts(
                new TerminalId("north", "n-03"),
                true,
                false,
                NOW,
                null,
                Set.of("A03"),
                false,
                free,
                List.of(new InputStatus("panel", "A03", "degraded", line, null, null)),
                faults,
                0,
                0,
                0,
                0);
    }
}
