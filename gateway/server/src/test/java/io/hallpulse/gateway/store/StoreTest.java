package io.hallpulse.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallpulse.gateway.StoreFile;
import io.hallpulse.gateway.TestDatabase;
import io.hallpulse.runtime.program.OperationFailed;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class StoreTest extends StoreCases {
    @Override
    TestDatabase database(Path data) {
        return TestDatabase.embedded(data);
    }

    @Test
    void open_files_areSafeAgainstPowerLoss() throws Exception {
        try (Store store = Store.open(data);
                StoreFile file = TestDatabase.embedded(data).tables()) {
            assertThat(store.answers()).isTrue();
            assertThat(file.rows("pragma journal_mode")).containsExactly("wal");
        }
    }

    @Test
    void open_noDatabase_isRefusedInOneLine() throws Exception {
        Files.writeString(data.resolve("gateway.db"), "this is no database, however long it may become".repeat(100));

        assertThatThrownBy(() -> Store.open(data))
                .isInstanceOf(OperationFailed.class)
                .hasMessageMatching("the database .*gateway.db cannot be used: .*not a database.*");
    }
}
