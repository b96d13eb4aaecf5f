package io.hallpulse.gateway.store;

import io.hallpulse.domain.ticket.TicketCount;
import io.hallpulse.gateway.database.Statements;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.OptionalInt;

/** Closed tickets by window and hour. Inside a transaction. */
public final class TicketTable {
    private final Statements statements;

    TicketTable(Statements statements) {
        this.statements = statements;
    }

    /** What is stored of that window and hour. */
    public OptionalInt closed(TicketCount count) throws SQLException {
        try (ResultSet row = statements
                .with(
                        "select closed from ticket_count where hall = ? and window_id = ? and from_millis = ?",
                        count.hall(),
                        count.window(),
                        count.from().toEpochMilli())
                .executeQuery()) {
            return row.next() ? OptionalInt.of(row.getInt(1)) : OptionalInt.empty();
        }
    }

    /** Stores it, in the place of what stands there of that window and hour. */
    public void put(TicketCount count, String sender, long receivedMillis) throws SQLException {
        statements
                .with(
                        "insert into ticket_count (hall, window_id, from_millis, closed, sender, received_millis)"
                                + " values (?, ?, ?, ?, ?, ?) on conflict (hall, window_id, from_millis) do update set"
                                + " closed = excluded.closed, sender = excluded.sender,"
                                + " received_millis = excluded.received_millis",
                        count.hall(),
                        count.window(),
                        count.from().toEpochMilli(),
                        count.closed(),
                        sender,
                        receivedMillis)
                .executeUpdate();
    }
}
