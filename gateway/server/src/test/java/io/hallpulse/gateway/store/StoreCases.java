package io.hallpulse.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.hallpulse.contract.TerminalId;
import io.hallpulse.contract.message.Press;
import io.hallpulse.contract.message.ReceivedPresses;
import io.hallpulse.domain.count.Tally;
import io.hallpulse.domain.count.TallyKey;
import io.hallpulse.domain.directory.Entries;
import io.hallpulse.domain.directory.Halls;
import io.hallpulse.domain.directory.League;
import io.hallpulse.domain.directory.Name;
import io.hallpulse.domain.directory.Post;
import io.hallpulse.domain.directory.Unit;
import io.hallpulse.domain.duty.Duty;
import io.hallpulse.domain.press.PressState;
import io.hallpulse.domain.press.RunRow;
import io.hallpulse.domain.press.StoredPress;
import io.hallpulse.domain.record.Actor;
import io.hallpulse.domain.record.Change;
import io.hallpulse.domain.time.EventTime;
import io.hallpulse.gateway.StoreFile;
import io.hallpulse.gateway.TestDatabase;
import io.hallpulse.gateway.TestHalls;
import io.hallpulse.gateway.database.DatabaseFault;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a store keeps, on any database. */
abstract class StoreCases {
    private static final TallyKey KEY = new TallyKey("north", "A03", 0, 5);

    @TempDir
    Path data;

    private TestDatabase database;

    @BeforeEach
    void choose() {
        database = database(data);
    }

    /** The database that these cases run on. */
    abstract TestDatabase database(Path data);

    @Test
    void transaction_thatFails_leavesNothingAndTheNextOneWorks() throws Exception {
        try (Store store = database.open();
                StoreWriter writer = store.writer();
                StoreFile file = database.tables()) {
            assertThatThrownBy(() -> writer.transaction(tables -> {
                        tables.tallies().add(Map.of(KEY, new Tally(7, 0)));
                        throw new SQLException("torn");
                    }))
                    .hasMessage("torn");
            assertThat(file.rows("select * from tally")).isEmpty();

            writer.transaction(tables -> {
                tables.tallies().add(Map.of(KEY, new Tally(1, 1)));
                tables.tallies().add(Map.of(KEY, new Tally(2, 0)));
                return 0;
            });
            assertThat(file.tallies("A03")).containsExactly("5 3");
        }
    }

    @Test
    void transaction_betweenTwo_othersMayWrite() throws Exception {
        try (Store store = database.open();
                StoreWriter writer = store.writer();
                StoreFile file = database.tables()) {
            writer.transaction(tables -> {
                tables.tallies().add(Map.of(KEY, new Tally(1, 1)));
                return 0;
            });
            file.letNobodyWrite();
            file.execute("update tally set n = 5");
            file.execute("commit");

            assertThat(file.tallies("A03")).containsExactly("5 5");
        }
    }

    @Test
    void open_again_knowsTheTerminalsThatWereHeard() throws Exception {
        TerminalId terminal = new TerminalId("north", "n-03");
        TerminalState state = new TerminalState("online", 12_345, 6789L, true, Set.of("A03", "A04"));
        try (Store store = database.open();
                StoreWriter writer = store.writer()) {
            store.terminals().update(terminal, old -> state);
            writer.transaction(tables -> {
                store.terminals().write(tables.terminals());
                return 0;
            });
        }
        try (Store store = database.open()) {
            assertThat(store.terminals().state(terminal)).contains(state);
            assertThat(store.terminals().ofHall("north")).containsOnlyKeys(terminal);
            assertThat(store.terminals().ofHall("south")).isEmpty();
        }
    }

    @Test
    void gatewayId_drawnOnce_isKept() throws Exception {
        assertThat(gatewayId("first")).isEqualTo("first");
        assertThat(gatewayId("second")).isEqualTo("first");
    }

    private String gatewayId(String drawn) throws Exception {
        try (Store store = database.open();
                StoreWriter writer = store.writer()) {
            return writer.transaction(tables -> tables.settings().gatewayId(() -> drawn));
        }
    }

    @Test
    void keepVersions_unchanged_addsNoneAndChanged_addsOne() throws Exception {
        try (Store store = database.open();
                StoreWriter writer = store.writer();
                StoreFile file = database.tables()) {
            writer.transaction(tables -> {
                Halls one = TestHalls.north(data, "A03").directory();
                Halls two = TestHalls.north(data, "A03", "A04").directory();
                tables.halls().keep(one, one, 100);
                tables.halls().keep(one, one, 200);
                tables.halls().keep(two, two, 300);
                assertThat(tables.halls().current()).isEqualTo(two);
                return 0;
            });

            assertThat(file.rows("select hall, from_millis from hall_version order by from_millis"))
                    .containsExactly("north 100", "north 300");
            assertThat(file.rows("select document from hall_version where from_millis = 300"))
                    .singleElement()
                    .asString()
                    .contains("\"timeZone\":\"Asia/Shanghai\"", "\"id\":\"A04\"");
        }
    }

    @Test
    void keepUnitsPostsAndLeagues_areReadAsTheyWere_withTheirDays() throws Exception {
        LocalDate day = LocalDate.of(2026, 6, 30);
        Unit tax = new Unit("tax", "unit", "", new Name("税务局", "Tax"), null, day, "old");
        Post head = new Post("window", "north", "W1", Post.HEAD, "王芳", day, null);
        League league = new League("window", "north", "W1", "monthly", "public");
        Entries entries = Entries.NONE
                .withUnits(Map.of("tax", tax))
                .withPosts(Map.of(head.key(), head))
                .withLeagues(Map.of(league.key(), league));
        try (Store store = database.open();
                StoreWriter writer = store.writer()) {
            writer.transaction(tables -> {
                Halls one = TestHalls.north(data, "W1").directory();
                tables.halls().keep(one.with(entries), one, 100);
                assertThat(tables.halls().current()).isEqualTo(one.with(entries));
                tables.halls().keep(one.with(entries.withPosts(Map.of())), one, 200);
                assertThat(tables.halls().current().entries().posts()).isEmpty();
                return 0;
            });
        }
    }

    @Test
    void ratings_thatNameNobody_areOfWhoeverWasOnDutyWhenTheyWereGiven() throws Exception {
        try (Store store = database.open();
                StoreWriter writer = store.writer();
                StoreReader reader = store.reader()) {
            writer.transaction(tables -> {
                RunRow north = tables.runs().insert(new TerminalId("north", "n-03"), "run1", 1, 7, 50, 40L);
                RunRow south = tables.runs().insert(new TerminalId("south", "s-01"), "run2", 1, 2, 50, 40L);
                tables.presses()
                        .write(List.of(
                                given(north, 1, 999, null, 9000), // before anybody came
                                given(north, 2, 1000, null, 9000),
                                given(north, 3, 1999, null, 90_000), // received after all was over
                                given(north, 4, 2000, null, 9000),
                                given(north, 5, 2500, "S9", 9000), // the terminal knows better
                                given(north, 6, 3000, null, 9000), // signed out
                                given(north, 7, 5000, null, 9000), // forgotten to, and the day is over
                                given(south, 1, 1500, null, 9000))); // another hall's window of that name
                tables.duty().insert(new Duty("north", "A03", 1000, 5000, "S1"), "li.na");
                tables.duty().insert(new Duty("north", "A03", 2000, 5000, "S2"), "li.na");
                tables.duty().insert(new Duty("north", "A03", 3000, 5000, null), "li.na");
                tables.duty().insert(new Duty("north", "A03", 4000, 5000, "S1"), "li.na");
                return 0;
            });

            assertThat(reader.staff().sums("north", 0, 100_000, 1_000_000))
                    .extractingFromEntries(one -> one.getKey() + sum(one.getValue()))
                    .containsExactly("S1 2", "S2 1", "S9 1");
            assertThat(reader.staff().sums("north", 1500, 2400, 1_000_000))
                    .extractingFromEntries(one -> one.getKey() + sum(one.getValue()))
                    .containsExactly("S1 1", "S2 1");
            assertThat(reader.staff().sums("north", 0, 100_000, 80_000))
                    .extractingFromEntries(one -> one.getKey() + sum(one.getValue()))
                    .containsExactly("S1 1", "S2 1", "S9 1");
            assertThat(reader.presses()
                            .after(PressReader.START, new PressReader.Wanted("north", null, null, null))
                            .presses())
                    .extracting(PressReader.Found::staff)
                    .containsExactly(null, "S1", "S1", "S2", "S9", null, null);
        }
    }

    private static String sum(Map<String, long[]> windows) {
        return " " + windows.values().stream().mapToLong(n -> n[4]).sum();
    }

    private static io.hallpulse.domain.press.Change given(
            RunRow run, long seq, long placedMillis, @Nullable String staff, long receivedMillis) {
        Press press = new Press(
                seq,
                "A03",
                "panel",
                "k",
                5,
                Instant.ofEpochMilli(placedMillis),
                placedMillis,
                true,
                Press.Kind.RATING,
                List.of(),
                null,
                null,
                staff,
                null);
        return new io.hallpulse.domain.press.Change(
                run.id(),
                null,
                new StoredPress(
                        new ReceivedPresses.Valid(press),
                        PressState.COUNTED,
                        new EventTime(EventTime.By.WALL, placedMillis),
                        receivedMillis));
    }

    @Test
    void audit_entryChangedOrTakenAway_isRefused() throws Exception {
        try (Store store = database.open();
                StoreWriter writer = store.writer();
                StoreFile file = database.tables()) {
            writer.transaction(tables -> {
                tables.audit().add(new Change(Actor.command("root"), "import.add", "halls/north", "", "{}"), 100);
                return 0;
            });
            for (String touch : List.of("update audit set who = 'x'", "delete from audit")) {
                assertThatThrownBy(() -> file.execute(touch)).hasMessageContaining("the audit is only added to");
            }
            assertThat(file.rows("select n, who, role from audit")).containsExactly("1 root command");
        }
    }

    @Test
    void writer_besideAnotherGateways_isRefusedUntilThatOneIsClosed() throws Exception {
        try (Store ours = database.open();
                StoreWriter writer = ours.writer()) {
            try (Store others = database.open();
                    StoreWriter other = others.writer()) {
                other.transaction(tables -> 0);
                assertThatThrownBy(() -> writer.transaction(tables -> 0))
                        .isInstanceOf(SQLException.class)
                        .hasMessageMatching("another gateway writes to .*; stop that one first")
                        .matches(fault -> !DatabaseFault.isOfData((SQLException) fault));
                assertThat(ours.answers()).isTrue();
            }
            // a server may still be ending the session that held it
            await().ignoreExceptionsInstanceOf(SQLException.class)
                    .until(() -> writer.<Boolean>transaction(tables -> true));
        }
    }
}
