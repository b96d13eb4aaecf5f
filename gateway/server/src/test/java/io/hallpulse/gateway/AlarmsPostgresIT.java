package io.hallpulse.gateway;

import io.hallpulse.testkit.Postgres;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class AlarmsPostgresIT extends AlarmCases {
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
