package io.hallpulse.gateway;

import java.nio.file.Path;

class AlarmsTest extends AlarmCases {
    @Override
    TestDatabase database(Path data) {
        return TestDatabase.embedded(data);
    }
}
