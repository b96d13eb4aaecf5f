package io.hallpulse.gateway.ingest;

import io.hallpulse.gateway.TestDatabase;
import java.nio.file.Path;

class RescoringTest extends RescoringCases {
    @Override
    TestDatabase database(Path data) {
        return TestDatabase.embedded(data);
    }
}
