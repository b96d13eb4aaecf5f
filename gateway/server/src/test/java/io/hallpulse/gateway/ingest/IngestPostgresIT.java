package io.hallpulse.gateway.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hallpulse.contract.message.Press;
import io.hallpulse.gateway.StoreFile;
import io.hallpulse.gateway.TestDatabase;
import io.hallpulse.testkit.Postgres;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ingest on PostgreSQL does what it does on the embedded database. */
class IngestPostgresIT {
    private static final Press PRESS = Press.rating(1, "A03", "panel", "1", 5, IngestRig.NOW, 1000);

    private static Postgres server;

    @BeforeAll
    static void start() {
        server = Postgres.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void take_databaseThatHangsWithoutAnError_isAFaultThatEndsByItself(@TempDir Path data) throws Exception {
        TestDatabase database = TestDatabase.on(server, data);
        try (IngestRig rig = IngestRig.started(database, "A03");
                StoreFile shell = database.tables()) {
            shell.execute("create table hanging as select 1");
            shell.execute("create function hang() returns trigger language plpgsql as $$ begin"
                    + " while exists (select from hanging) loop perform pg_sleep(0.02); end loop;"
                    + " return new; end $$");
            shell.execute("create trigger hang before insert on press for each row execute function hang()");
            rig.presses("run1", 1, PRESS);
            await().until(() -> shell.rows(
                            "select count(*) from pg_stat_activity where wait_event = 'PgSleep' and datname = current_database()")
                    .equals(List.of("1")));
            assertThat(rig.fault()).isEmpty();

            rig.passes(Duration.ofSeconds(11));
            assertThat(rig.fault().orElseThrow())
                    .startsWith("database: no answer for 1")
                    .endsWith("nothing is acknowledged; look at its disk or server");
            assertThat(rig.ackCount()).isZero();

            shell.execute("delete from hanging");
            rig.awaitDone();
            await().until(() -> rig.fault().isEmpty());
            assertThat(rig.acked("run1")).isEqualTo(1);
        }
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

    @Nested
    class Rescoring extends RescoringCases {
        @Override
        TestDatabase database(Path data) {
            return TestDatabase.on(server, data);
        }
    }
}
