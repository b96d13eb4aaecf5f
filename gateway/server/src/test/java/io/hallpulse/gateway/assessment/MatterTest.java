package io.hallpulse.gateway.assessment;

import io.hallpulse.gateway.TestDatabase;
import java.nio.file.Path;

class MatterTest extends MatterCases {
    @Override
    TestDatabase database(Path data) {
        return TestDatabase.embedded(data);
    }
}
