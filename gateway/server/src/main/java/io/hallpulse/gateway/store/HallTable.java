package io.hallpulse.gateway.store;

import io.hallpulse.domain.directory.Hall;
import io.hallpulse.domain.directory.Halls;
import io.hallpulse.gateway.database.Statements;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The directory: every version of each hall and entry, with the instant from which it is in force, and how the file had them when it was last
 * imported. Inside a transaction.
 */
public final class HallTable {
    private final Statements statements;

    HallTable(Statements statements) {
        this.statements = statements;
    }

    /** The directory as it stands; empty before the first import. */
    public Halls current() throws SQLException {
        List<Hall> halls = new ArrayList<>();
        for (Map.Entry<String, String> imported : documents().entrySet()) {
            Optional<Hall> latest = latest(imported.getKey());
            if (latest.isPresent()) {
                halls.add(latest.get());
            }
        }
        return new Halls(halls, new EntryTable(statements).current());
    }

    /** The halls as the file had them when it was last imported. */
    public Halls imported() throws SQLException {
        List<Hall> halls = new ArrayList<>();
        for (Map.Entry<String, String> imported : documents().entrySet()) {
            halls.add(HallJson.hall(imported.getKey(), imported.getValue()));
        }
        return new Halls(halls);
    }

    private Map<String, String> documents() throws SQLException {
        Map<String, String> documents = new LinkedHashMap<>();
        try (ResultSet rows = statements
                .with("select hall, document from directory_import order by place")
                .executeQuery()) {
            while (rows.next()) {
                documents.put(rows.getString(1), rows.getString(2));
            }
        }
        return documents;
    }

    /** The days that ever were in the calendar, by their first ones, also those that were taken out. */
    public Set<String> everInCalendar() throws SQLException {
        return new EntryTable(statements).everInCalendar();
    }

    /** The version of a hall that was kept last, be it in the directory or not. */
    public Optional<Hall> latest(String hall) throws SQLException {
        PreparedStatement query = statements.with(
                "select document from hall_version where hall = ? order by from_millis desc limit 1", hall);
        try (ResultSet row = query.executeQuery()) {
            return row.next() ? Optional.of(HallJson.hall(hall, row.getString(1))) : Optional.empty();
        }
    }

    /**
     * Makes these the directory, with a new version of each hall and entry that is not as it was. What a hall that is no longer among them was stays
     * known.
     *
     * @param imported the halls as the file has them; one that the file does not name keeps how it was named last
     */
    public void keep(Halls halls, Halls imported, long nowMillis) throws SQLException {
        new EntryTable(statements).keep(halls.entries(), nowMillis);
        new OpeningTable(statements).keep(halls, nowMillis);
        Map<String, String> documents = documents();
        statements.with("delete from directory_import").executeUpdate();
        int place = 0;
        for (Hall hall : halls.all()) {
            if (!Optional.of(hall).equals(latest(hall.id()))) {
                statements
                        .with(
                                "insert into hall_version (hall, from_millis, document) values (?, ?, ?)"
                                        + " on conflict (hall, from_millis) do update set document = excluded.document",
                                hall.id(),
                                nowMillis,
                                HallJson.text(hall))
                        .executeUpdate();
            }
            Hall file = imported.hall(hall.id());
            statements
                    .with(
                            "insert into directory_import (hall, place, document) values (?, ?, ?)",
                            hall.id(),
                            place++,
                            file != null ? HallJson.text(file) : documents.getOrDefault(hall.id(), HallJson.text(hall)))
                    .executeUpdate();
        }
    }
}
