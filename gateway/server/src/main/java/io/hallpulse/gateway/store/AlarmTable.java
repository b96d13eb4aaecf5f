package io.hallpulse.gateway.store;

import io.hallpulse.domain.alarm.Alarm;
import io.hallpulse.domain.alarm.AlarmNote;
import io.hallpulse.gateway.database.Statements;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Alarms. What becomes of them by themselves, and what people do about them, are other columns, so that neither undoes the other. The
 * writer's thread, inside a transaction.
 */
public final class AlarmTable {
    private static final String INSERT = "insert into alarm (kind, hall, subject, detail, number, noted, since_millis,"
            + " closed_millis, opened_times, told) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private final Statements statements;

    AlarmTable(Statements statements) {
        this.statements = statements;
    }

    /** Adds one that has just opened. */
    public void insert(Alarm alarm) throws SQLException {
        statements
                .with(
                        INSERT,
                        alarm.kind().word(),
                        alarm.hall(),
                        alarm.subject(),
                        alarm.detail(),
                        alarm.number(),
                        alarm.noted(),
                        alarm.sinceMillis(),
                        alarm.closedMillis(),
                        alarm.count(),
                        alarm.told().ordinal())
                .executeUpdate();
    }

    /** Keeps what became of one by itself. */
    public void update(Alarm alarm) throws SQLException {
        statements
                .with(
                        "update alarm set detail = ?, number = ?, noted = case when noted > ? then ? else noted end,"
                                + " closed_millis = ?, opened_times = ?, told = ? where id = ?",
                        alarm.detail(),
                        alarm.number(),
                        alarm.number(),
                        alarm.number(),
                        alarm.closedMillis(),
                        alarm.count(),
                        alarm.told().ordinal(),
                        alarm.id())
                .executeUpdate();
    }

    /** One of them. */
    public Optional<Alarm> find(long id) throws SQLException {
        try (ResultSet row = statements
                .with("select " + AlarmReader.COLUMNS + " from alarm where id = ?", id)
                .executeQuery()) {
            return row.next() ? Optional.of(AlarmReader.alarm(row)) : Optional.empty();
        }
    }

    /** Somebody has taken it on, with all that it counts so far. */
    public void acknowledge(long id, String who, long nowMillis) throws SQLException {
        statements
                .with(
                        "update alarm set acknowledged_by = ?, acknowledged_millis = ?, noted = number where id = ?",
                        who,
                        nowMillis,
                        id)
                .executeUpdate();
    }

    public void mute(long id, long untilMillis) throws SQLException {
        statements
                .with("update alarm set muted_until_millis = ? where id = ?", untilMillis, id)
                .executeUpdate();
    }

    /** Adds what somebody did or said. */
    public void note(AlarmNote note) throws SQLException {
        statements
                .with(
                        "insert into alarm_note (alarm_id, at_millis, who, what, note) values (?, ?, ?, ?, ?)",
                        note.alarm(),
                        note.atMillis(),
                        note.who(),
                        note.what(),
                        note.text())
                .executeUpdate();
    }

    /** Puts a message on its way. */
    public void deliver(AlarmDelivery delivery) throws SQLException {
        statements
                .with(
                        "insert into alarm_delivery (way, message, created_millis, body) values (?, ?, ?, ?)",
                        delivery.way(),
                        delivery.message(),
                        delivery.createdMillis(),
                        delivery.body())
                .executeUpdate();
    }

    /** A message has arrived. */
    public void delivered(long id) throws SQLException {
        statements.with("delete from alarm_delivery where id = ?", id).executeUpdate();
    }
}
