package io.hallpulse.gateway.assessment;

import io.hallpulse.gateway.TestDatabase;
import java.nio.file.Path;

class BallotTest extends BallotCases {
    @Override
    TestDatabase database(Path data) {
        return TestDatabase.embedded(data);
    }
}
