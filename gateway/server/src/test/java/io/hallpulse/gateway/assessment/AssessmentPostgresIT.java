package io.hallpulse.gateway.assessment;

import io.hallpulse.gateway.TestDatabase;
import io.hallpulse.testkit.Postgres;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class AssessmentPostgresIT extends AssessmentCases {
    private static Postgres server;

    @BeforeAll
    static void launch() {
        server = Postgres.start();
    }

    @AfterAll
    static void end() {
        server.close();
    }

    @Override
    TestDatabase database(Path data) {
        return TestDatabase.on(server, data);
    }
}
