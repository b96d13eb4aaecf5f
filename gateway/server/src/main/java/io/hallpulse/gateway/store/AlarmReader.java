package io.hallpulse.gateway.store;

import io.hallpulse.domain.alarm.Alarm;
import io.hallpulse.domain.alarm.AlarmKind;
import io.hallpulse.domain.alarm.AlarmNote;
import io.hallpulse.domain.press.PressState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;

/** Alarms that are stored. Any thread. */
public final class AlarmReader {
    static final String COLUMNS = "id, kind, hall, subject, detail, number, noted, since_millis, closed_millis,"
            + " opened_times, told, acknowledged_by, acknowledged_millis, muted_until_millis";

    private final Jdbi readers;

    AlarmReader(Jdbi readers) {
        this.readers = readers;
    }

    /**
     * The newest message of a topic that could not be read.
     *
     * @param reason of it
     */
    public record Unread(String topic, Instant received, String reason) {}

    /** The newest of each kind, hall and subject. */
    public List<Alarm> newest() {
        return readers.withHandle(handle -> handle.createQuery(
                        "select " + COLUMNS
                                + " from alarm where id in (select max(id) from alarm group by kind, hall, subject) order by id")
                .map((row, context) -> alarm(row))
                .list());
    }

    /** Those that are open, the oldest first. */
    public List<Alarm> open() {
        return readers.withHandle(handle -> handle.createQuery(
                        "select " + COLUMNS + " from alarm where closed_millis is null order by id")
                .map((row, context) -> alarm(row))
                .list());
    }

    /** Those that are closed, the newest first. */
    public List<Alarm> closed(int limit) {
        return readers.withHandle(handle -> handle.createQuery("select " + COLUMNS
                        + " from alarm where closed_millis is not null order by id desc limit :limit")
                .bind("limit", limit)
                .map((row, context) -> alarm(row))
                .list());
    }

    /** What people did about some and said, the oldest first. */
    public List<AlarmNote> notes(List<Long> alarms) {
        if (alarms.isEmpty()) {
            return List.of();
        }
        return readers.withHandle(handle -> handle.createQuery(
                        "select alarm_id, at_millis, who, what, note from alarm_note where alarm_id in (<ids>) order by id")
                .bindList("ids", alarms)
                .map((row, context) -> new AlarmNote(
                        row.getLong(1), row.getLong(2), row.getString(3), row.getString(4), row.getString(5)))
                .list());
    }

    /** The first messages of a way that wait. */
    public List<AlarmDelivery> waiting(String way, int limit) {
        return readers.withHandle(handle -> handle.createQuery(
                        "select id, way, message, created_millis, body from alarm_delivery where way = :way"
                                + " order by id limit :limit")
                .bind("way", way)
                .bind("limit", limit)
                .map((row, context) -> new AlarmDelivery(
                        row.getLong(1), row.getString(2), row.getString(3), row.getLong(4), row.getString(5)))
                .list());
    }

    /** Of each topic the newest message that could not be read. */
    public List<Unread> unread() {
        return readers.withHandle(handle -> handle.createQuery("select topic, received_millis, reason from dead_letter"
                        + " where id in (select max(id) from dead_letter group by topic) order by topic")
                .map((row, context) ->
                        new Unread(row.getString(1), Instant.ofEpochMilli(row.getLong(2)), row.getString(3)))
                .list());
    }

    /** Presses of a hall's windows that met a rule, by window. */
    public Map<String, Long> flagged(String hall, long fromMillis, long toMillis) {
        return notCounted(PressState.FLAGGED, "", hall, fromMillis, toMillis);
    }

    /** Key tests of levels 1 and 2 at a hall's windows, likewise. */
    public Map<String, Long> badTests(String hall, long fromMillis, long toMillis) {
        return notCounted(PressState.TEST, " and p.level in (1, 2)", hall, fromMillis, toMillis);
    }

    /** By the index of what is not counted, run by run. */
    private Map<String, Long> notCounted(PressState state, String only, String hall, long fromMillis, long toMillis) {
        Map<String, Long> counts = new HashMap<>();
        readers.useHandle(handle -> handle.createQuery("select p.window_id, count(*) from terminal t"
                        + " join run r on r.terminal_id = t.id"
                        + " join press p on p.run_id = r.id and p.state = :state and p.state <> 0"
                        + " where t.hall = :hall and p.placed_millis >= :from and p.placed_millis < :to" + only
                        + " group by p.window_id")
                .bind("state", Codes.of(state))
                .bind("hall", hall)
                .bind("from", fromMillis)
                .bind("to", toMillis)
                .map((row, context) -> {
                    counts.put(row.getString(1), row.getLong(2));
                    return 1;
                })
                .list());
        return counts;
    }

    static Alarm alarm(ResultSet row) throws SQLException {
        return new Alarm(
                row.getLong(1),
                AlarmKind.ofWord(row.getString(2)),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getLong(6),
                row.getLong(7),
                row.getLong(8),
                RunTable.nullable(row, 9),
                row.getInt(10),
                Alarm.Told.values()[row.getInt(11)],
                row.getString(12),
                RunTable.nullable(row, 13),
                RunTable.nullable(row, 14));
    }
}
