package io.hallpulse.gateway.assessment;

import io.hallpulse.gateway.PostgresServer;
import io.hallpulse.gateway.TestDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.RegisterExtension;

class NamedRatingPostgresIT extends NamedRatingCases {
    @RegisterExtension
    static final PostgresServer SERVER = new PostgresServer();

    @Override
    TestDatabase database(Path data) {
        return SERVER.database(data);
    }
}
