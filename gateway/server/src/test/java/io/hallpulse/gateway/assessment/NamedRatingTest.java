package io.hallpulse.gateway.assessment;

import io.hallpulse.gateway.TestDatabase;
import java.nio.file.Path;

class NamedRatingTest extends NamedRatingCases {
    @Override
    TestDatabase database(Path data) {
        return TestDatabase.embedded(data);
    }
}
