package io.hallpulse.gateway.store;

import io.hallpulse.contract.message.Json;
import io.hallpulse.contract.message.UnreadableMessage;
import io.hallpulse.domain.directory.DaySpan;
import io.hallpulse.domain.directory.Entries;
import io.hallpulse.domain.directory.Group;
import io.hallpulse.domain.directory.League;
import io.hallpulse.domain.directory.Notice;
import io.hallpulse.domain.directory.Post;
import io.hallpulse.domain.directory.Staff;
import io.hallpulse.domain.directory.Unit;
import io.hallpulse.gateway.database.Statements;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Every version of whatever the directory has besides halls and windows. Inside a transaction. */
final class EntryTable {
    private static final String DEPARTMENT = "department";
    private static final String CATEGORY = "category";
    private static final String STAFF = "staff";
    private static final String NOTICE = "notice";
    private static final String CALENDAR = "calendar";
    private static final String UNIT = "unit";
    private static final String POST = "post";
    private static final String LEAGUE = "league";

    private final Statements statements;

    EntryTable(Statements statements) {
        this.statements = statements;
    }

    /** The newest version of an entry; one without a document was taken out. */
    private record Version(
            long fromMillis, int place, @Nullable String document) {}

    Entries current() throws SQLException {
        return new Entries(
                read(DEPARTMENT, Group.class),
                read(CATEGORY, Group.class),
                read(STAFF, Staff.class),
                read(NOTICE, Notice.class),
                read(CALENDAR, DaySpan.class),
                read(UNIT, Unit.class),
                read(POST, Post.class),
                read(LEAGUE, League.class));
    }

    /** The days that ever were in the calendar, by their first ones, also those that were taken out. */
    Set<String> everInCalendar() throws SQLException {
        return newest(CALENDAR).keySet();
    }

    private <T> Map<String, T> read(String kind, Class<T> type) throws SQLException {
        Map<String, T> found = new LinkedHashMap<>();
        for (Map.Entry<String, Version> version : newest(kind).entrySet()) {
            String document = version.getValue().document();
            if (document != null) {
                found.put(version.getKey(), entry(document, type));
            }
        }
        return found;
    }

    private static <T> T entry(String document, Class<T> type) throws SQLException {
        try {
            return Json.read(document.getBytes(StandardCharsets.UTF_8), type);
        } catch (UnreadableMessage e) {
            throw new SQLException("an entry of the directory cannot be read: " + e.getMessage(), e);
        }
    }

    private Map<String, Version> newest(String kind) throws SQLException {
        Map<String, Version> found = new LinkedHashMap<>();
        try (ResultSet row = statements
                .with(
                        "select entry, from_millis, place, document from directory_version v where kind = ? and from_millis ="
                                + " (select max(from_millis) from directory_version w where w.kind = v.kind and w.entry = v.entry)"
                                + " order by place, entry",
                        kind)
                .executeQuery()) {
            while (row.next()) {
                found.put(row.getString(1), new Version(row.getLong(2), row.getInt(3), row.getString(4)));
            }
        }
        return found;
    }

    /** Makes these the entries, with a new version of each that is not as it was. */
    void keep(Entries entries, long nowMillis) throws SQLException {
        keep(DEPARTMENT, entries.departments(), nowMillis);
        keep(CATEGORY, entries.categories(), nowMillis);
        keep(STAFF, entries.staff(), nowMillis);
        keep(NOTICE, entries.notices(), nowMillis);
        keep(CALENDAR, entries.calendar(), nowMillis);
        keep(UNIT, entries.units(), nowMillis);
        keep(POST, entries.posts(), nowMillis);
        keep(LEAGUE, entries.leagues(), nowMillis);
    }

    private void keep(String kind, Map<String, ?> entries, long nowMillis) throws SQLException {
        Map<String, Version> before = newest(kind);
        int place = 0;
        for (Map.Entry<String, ?> entry : entries.entrySet()) {
            String document = new String(Json.write(entry.getValue()), StandardCharsets.UTF_8);
            Version known = before.get(entry.getKey());
            if (known == null || known.place() != place || !document.equals(known.document())) {
                write(kind, entry.getKey(), known, new Version(nowMillis, place, document));
            }
            place++;
        }
        Set<String> gone = new HashSet<>(before.keySet());
        gone.removeAll(entries.keySet());
        for (String id : gone) {
            Version known = before.get(id);
            if (known != null && known.document() != null) {
                write(kind, id, known, new Version(nowMillis, 0, null));
            }
        }
    }

    /** Never before the version that it follows, whatever the clock did. */
    private void write(String kind, String id, @Nullable Version before, Version version) throws SQLException {
        statements
                .with(
                        "insert into directory_version (kind, entry, from_millis, place, document) values (?, ?, ?, ?, ?)"
                                + " on conflict (kind, entry, from_millis)"
                                + " do update set place = excluded.place, document = excluded.document",
                        kind,
                        id,
                        before == null ? version.fromMillis() : Math.max(version.fromMillis(), before.fromMillis()),
                        version.place(),
                        version.document())
                .executeUpdate();
    }
}
