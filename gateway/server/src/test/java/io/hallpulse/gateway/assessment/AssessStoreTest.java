package io.hallpulse.gateway.assessment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallpulse.domain.record.Actor;
import io.hallpulse.domain.record.Change;
import io.hallpulse.gateway.assessment.AssessRefused.Reason;
import io.hallpulse.gateway.config.DatabaseConfig;
import io.hallpulse.gateway.database.DatabasePart;
import io.hallpulse.gateway.database.OpenDatabase;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the connection that writes. */
class AssessStoreTest {
    private final FailingConnections connections = new FailingConnections();
    private AssessStore store;

    @BeforeEach
    void open(@TempDir Path data) throws Exception {
        store = new AssessStore(connections.of(
                OpenDatabase.open(DatabasePart.ASSESSMENTS, data, new DatabaseConfig(null, null, null))));
        note("first");
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void note(String what) throws Exception {
        store.submit(tables -> noted(tables, what)).get();
    }

    private static int noted(AssessStore.Tables tables, String what) throws SQLException {
        tables.audit().add(new Change(Actor.command("test"), what, "", "", ""), 0);
        return 0;
    }

    private long notes() {
        return store.read(tables -> tables.audit().head().n());
    }

    @Test
    void change_thatIsRefusedInTheMiddle_leavesNothing_andCostsNoConnection() throws Exception {
        int before = connections.opened();
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> store.<Integer>submit(tables -> {
                                noted(tables, "refused");
                                throw new AssessRefused(Reason.WRONG, "not so");
                            })
                            .get())
                    .hasCauseInstanceOf(AssessRefused.class)
                    .hasMessageContaining("not so");
        }
        note("second");
        assertThat(notes()).isEqualTo(2);
        assertThat(connections.opened()).isEqualTo(before);
    }

    @Test
    void change_thatBreaksInTheMiddle_leavesNothing_andIsFollowedOnAFreshConnection() throws Exception {
        int before = connections.opened();
        assertThatThrownBy(() -> store.<Integer>submit(tables -> {
                            noted(tables, "broken");
                            throw new IllegalArgumentException("a fault of ours");
                        })
                        .get())
                .hasMessageContaining("a fault of ours");
        connections.breakAt(2, false);
        assertThatThrownBy(() -> note("killed")).hasRootCauseMessage("killed before a statement");
        note("second");
        assertThat(notes()).isEqualTo(2);
        assertThat(connections.opened()).isEqualTo(before + 2);
    }
}
