package io.hallpulse.gateway;

import java.nio.file.Path;
import org.junit.jupiter.api.extension.RegisterExtension;

class AlarmsPostgresIT extends AlarmCases {
    @RegisterExtension
    static final PostgresServer SERVER = new PostgresServer();

    @Override
    TestDatabase database(Path data) {
        return SERVER.database(data);
    }
}
