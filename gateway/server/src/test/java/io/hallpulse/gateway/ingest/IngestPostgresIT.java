package io.hallpulse.gateway.ingest;

import io.hallpulse.gateway.TestDatabase;
import io.hallpulse.gateway.testkit.Postgres;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

/** Ingest on PostgreSQL does what it does on the embedded database. */
class IngestPostgresIT {
    private static Postgres server;

    @BeforeAll
    static void start() {
        server = Postgres.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Nested
    class Messages extends IngestCases {
        @Override
        TestDatabase database(Path data) {
            return TestDatabase.on(server, data);
        }
    }

    @Nested
    class AnyOrder extends IngestOrderCases {
        @Override
        TestDatabase database(Path data) {
            return TestDatabase.on(server, data);
        }
    }

    @Nested
    class Time extends TimeCases {
        @Override
        TestDatabase database(Path data) {
            return TestDatabase.on(server, data);
        }
    }

    @Nested
    class Accounting extends AccountCases {
        @Override
        TestDatabase database(Path data) {
            return TestDatabase.on(server, data);
        }
    }

    @Nested
    class WindowsOfLater extends RejudgingCases {
        @Override
        TestDatabase database(Path data) {
            return TestDatabase.on(server, data);
        }
    }
}
