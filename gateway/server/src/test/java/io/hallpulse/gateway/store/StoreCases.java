package io.hallpulse.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.hallpulse.contract.TerminalId;
import io.hallpulse.domain.count.Tally;
import io.hallpulse.domain.count.TallyKey;
import io.hallpulse.domain.directory.Halls;
import io.hallpulse.domain.record.Actor;
import io.hallpulse.domain.record.Change;
import io.hallpulse.gateway.StoreFile;
import io.hallpulse.gateway.TestDatabase;
import io.hallpulse.gateway.TestHalls;
import io.hallpulse.gateway.database.DatabaseFault;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
