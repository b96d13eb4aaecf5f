package io.hallpulse.gateway.ticket;

import io.hallpulse.gateway.TestDatabase;
import java.nio.file.Path;

class TicketsTest extends TicketsCases {
    @Override
    TestDatabase database(Path data) {
        return TestDatabase.embedded(data);
    }
}
