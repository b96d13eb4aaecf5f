package io.hallpulse.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallpulse.contract.TerminalId;
import io.hallpulse.gateway.StoreFile;
import io.hallpulse.gateway.TestHalls;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreTest {
    private static final TallyKey KEY = new TallyKey("north", "A03", 0, 5);

    @TempDir
    Path data;

    @Test
    void transaction_thatFails_leavesNothingAndTheNextOneWorks() throws Exception {
        try (Store store = Store.open(data);
                StoreWriter writer = store.writer();
                StoreFile file = new StoreFile(data)) {
            assertThatThrownBy(() -> writer.transaction(tables -> {
                        tables.tallies().add(Map.of(KEY, 7L));
                        throw new SQLException("torn");
                    }))
                    .hasMessage("torn");
            assertThat(file.rows("select * from tally")).isEmpty();

            writer.transaction(tables -> {
                tables.tallies().add(Map.of(KEY, 1L));
                tables.tallies().add(Map.of(KEY, 2L));
                return 0;
            });
            assertThat(file.tallies("A03")).containsExactly("5 3");
        }
    }

    @Test
    void transaction_betweenTwo_othersMayWrite() throws Exception {
        try (Store store = Store.open(data);
                StoreWriter writer = store.writer();
                StoreFile file = new StoreFile(data)) {
            writer.transaction(tables -> {
                tables.tallies().add(Map.of(KEY, 1L));
                return 0;
            });
            file.execute("begin immediate");
            file.execute("update tally set n = 5");
            file.execute("commit");

            assertThat(file.tallies("A03")).containsExactly("5 5");
        }
    }

    @Test
    void open_again_knowsTheTerminalsThatWereHeard() throws Exception {
        TerminalId terminal = new TerminalId("north", "n-03");
        TerminalState state = new TerminalState("online", 12_345, 6789L, Set.of("A03", "A04"));
        try (Store store = Store.open(data);
                StoreWriter writer = store.writer()) {
            store.terminals().update(terminal, old -> state);
            writer.transactionWithTerminals(tables -> 0);
        }
        try (Store store = Store.open(data)) {
            assertThat(store.terminals().state(terminal)).contains(state);
            assertThat(store.terminals().ofHall("north")).containsOnlyKeys(terminal);
            assertThat(store.terminals().ofHall("south")).isEmpty();
        }
    }

    @Test
    void gatewayId_drawnOnce_isKept() {
        try (Store store = Store.open(data)) {
            assertThat(store.gatewayId(() -> "first")).isEqualTo("first");
        }
        try (Store store = Store.open(data)) {
            assertThat(store.gatewayId(() -> "second")).isEqualTo("first");
        }
    }

    @Test
    void keepVersions_unchanged_addsNoneAndChanged_addsOne() throws Exception {
        try (Store store = Store.open(data);
                StoreFile file = new StoreFile(data)) {
            store.keepVersions(TestHalls.north(data, "A03").halls(), 100);
            store.keepVersions(TestHalls.north(data, "A03").halls(), 200);
            store.keepVersions(TestHalls.north(data, "A03", "A04").halls(), 300);

            assertThat(file.rows("select hall, from_millis from hall_version order by from_millis"))
                    .containsExactly("north 100", "north 300");
            assertThat(file.rows("select document from hall_version where from_millis = 300"))
                    .singleElement()
                    .asString()
                    .contains("\"timeZone\":\"Asia/Shanghai\"", "\"id\":\"A04\"");
        }
    }

    @Test
    void open_files_areSafeAgainstPowerLoss() throws Exception {
        try (Store store = Store.open(data);
                StoreFile file = new StoreFile(data)) {
            assertThat(store.answers()).isTrue();
            assertThat(file.rows("pragma journal_mode")).containsExactly("wal");
        }
    }
}
