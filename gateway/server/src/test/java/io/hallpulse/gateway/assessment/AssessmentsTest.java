package io.hallpulse.gateway.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.gateway.TestDatabase;
import io.hallpulse.gateway.config.AssessConfig;
import io.hallpulse.gateway.database.DatabasePart;
import io.hallpulse.gateway.database.OpenDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AssessmentsTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-09-20T01:00:00Z"));

    @TempDir
    Path data;

    private Assessments open(AssessRig rig) throws IOException {
        TestDatabase database = TestDatabase.embedded(data);
        return Assessments.open(
                data, database.config(), AssessConfig.DEFAULT, rig, rig.ratings, new SecureRandom(), "test", CLOCK);
    }

    @Test
    void room_isMadeByTheFirstScheme_andFoundAgain() throws Exception {
        TestDatabase other = TestDatabase.embedded(data.resolve("other"));
        try (AssessRig rig = new AssessRig(OpenDatabase.open(DatabasePart.ASSESSMENTS, other.data(), other.config()))) {
            try (Assessments none = open(rig)) {
                none.start();
                assertThat(none.room()).isEmpty();
            }
            assertThat(Files.exists(data.resolve("assess.db"))).isFalse();
            try (Assessments first = open(rig)) {
                first.opened();
                assertThat(first.room()).isPresent();
            }
            try (Assessments again = open(rig)) {
                assertThat(again.room().orElseThrow().schemes().all()).isEmpty();
            }
        }
    }
}
