package io.hallpulse.agent.outbox;

import java.sql.SQLException;

/** A row that SQLite reads without complaint, but that no agent can have written. */
final class CorruptRow extends SQLException {
    private static final long serialVersionUID = 1L;

    CorruptRow(RuntimeException why) {
        super("a row holds what cannot be: " + why.getMessage(), why);
    }
}
