package io.hallpulse.gateway.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.gateway.PostgresServer;
import io.hallpulse.gateway.TestDatabase;
import io.hallpulse.gateway.database.DatabasePart;
import io.hallpulse.gateway.database.OpenDatabase;
import io.hallpulse.gateway.store.DatabaseMove;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PublicationPostgresIT extends PublicationCases {
    @RegisterExtension
    static final PostgresServer SERVER = new PostgresServer();

    @Override
    TestDatabase database(Path data) {
        return SERVER.database(data);
    }

    @Test
    void moved_fromTheEmbeddedDatabase_isSignedStill() throws Exception {
        TestDatabase embedded = TestDatabase.embedded(data.resolve("moved"));
        TestDatabase other = SERVER.database(embedded.data());
        embedded.open().close();
        List<PublicationRow> rows;
        try (AssessRig there =
                new AssessRig(OpenDatabase.open(DatabasePart.ASSESSMENTS, embedded.data(), embedded.config()))) {
            signedTable(there);
            rows = there.store.read(tables -> tables.publications().all());
        }
        DatabaseMove.run(embedded.data(), other.config());
        try (AssessReading reading = AssessReading.open(embedded.data(), other.config())) {
            List<PublicationRow> moved =
                    reading.read(tables -> tables.publications().all());
            assertThat(moved).isEqualTo(rows);
            Optional<PublicationTable.Seal> seal = reading.read(
                    tables -> tables.publications().seal(rows.get(0).digest()));
            assertThat(seal).isPresent();
        }
    }
}
