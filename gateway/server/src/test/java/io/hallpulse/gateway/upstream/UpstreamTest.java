package io.hallpulse.gateway.upstream;

import io.hallpulse.gateway.TestDatabase;
import java.nio.file.Path;

class UpstreamTest extends UpstreamCases {
    @Override
    TestDatabase database(Path data) {
        return TestDatabase.embedded(data);
    }
}
