package io.hallpulse.agent.outbox;

import java.sql.SQLException;

/** The outbox is as large as it may be, and nothing in it may be deleted. */
final class OutboxFull extends SQLException {
    private static final long serialVersionUID = 1L;

    OutboxFull() {
        super("the outbox is full of presses that no gateway has acknowledged; mend the way to the gateway");
    }
}
