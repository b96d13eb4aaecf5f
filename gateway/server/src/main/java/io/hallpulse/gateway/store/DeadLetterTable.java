package io.hallpulse.gateway.store;

import io.hallpulse.gateway.database.Statements;
import java.sql.SQLException;
import java.util.Arrays;

/**
 * Messages that could not be read, with their reasons: the newest {@value #KEPT}, the first {@value #PAYLOAD_BYTES} bytes of
 * each, so never over 16 MiB. The writer's thread, inside a transaction.
 */
public final class DeadLetterTable {
    private static final int KEPT = 1000;
    private static final int PAYLOAD_BYTES = 4096;
    private static final int TEXT_CHARACTERS = 512;

    private final Statements statements;

    DeadLetterTable(Statements statements) {
        this.statements = statements;
    }

    /** Keeps one, and forgets the oldest. */
    public void insert(long receivedMillis, String topic, String reason, byte[] payload) throws SQLException {
        statements
                .with(
                        "insert into dead_letter (received_millis, topic, reason, payload) values (?, ?, ?, ?)",
                        receivedMillis,
                        storable(topic),
                        storable(reason),
                        payload.length <= PAYLOAD_BYTES ? payload : Arrays.copyOf(payload, PAYLOAD_BYTES))
                .executeUpdate();
        statements
                .with("delete from dead_letter where id <= (select id from dead_letter order by id desc limit 1 offset "
                        + KEPT + ")")
                .executeUpdate();
    }

    /** A zero character is no text to PostgreSQL. */
    private static String storable(String text) {
        String whole = text.replace('\u0000', ' ');
        return whole.length() <= TEXT_CHARACTERS ? whole : whole.substring(0, TEXT_CHARACTERS);
    }
}
