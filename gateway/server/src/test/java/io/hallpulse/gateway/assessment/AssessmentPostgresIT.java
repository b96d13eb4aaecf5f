package io.hallpulse.gateway.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.gateway.PostgresServer;
import io.hallpulse.gateway.TestDatabase;
import io.hallpulse.gateway.database.DatabasePart;
import io.hallpulse.gateway.database.OpenDatabase;
import io.hallpulse.gateway.store.DatabaseMove;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AssessmentPostgresIT extends AssessmentCases {
    @RegisterExtension
    static final PostgresServer SERVER = new PostgresServer();

    @Override
    TestDatabase database(Path data) {
        return SERVER.database(data);
    }

    @Test
    void moved_fromTheEmbeddedDatabase_countsTheSame() throws Exception {
        TestDatabase embedded = TestDatabase.embedded(data.resolve("moved"));
        TestDatabase other = SERVER.database(embedded.data());
        embedded.open().close();
        RoundRow counted;
        Grammar grammar;
        try (AssessRig rig =
                new AssessRig(OpenDatabase.open(DatabasePart.ASSESSMENTS, embedded.data(), embedded.config()))) {
            rig.directory.add(AssessRig.subject("A01"));
            rig.tallies.put("meter", Map.of("A01", new long[] {1, 0, 0, 0, 9}));
            rig.frozen(TestSchemes.ofTallies(Map.of("meter", 100)));
            counted = rig.counted(TestSchemes.ID);
            grammar = rig.grammar;
        }
        assertThat(DatabaseMove.run(embedded.data(), other.config())).isGreaterThan(10);
        try (AssessReading reading = AssessReading.open(embedded.data(), other.config())) {
            assertThat(new RoundReport(reading, grammar, counted.name()).digest())
                    .isEqualTo(new RoundReport.Digest(
                            counted.counted().cardsDigest(), counted.counted().cardsDigest()));
        }
    }
}
