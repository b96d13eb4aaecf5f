package io.hallpulse.gateway.store;

import io.hallpulse.domain.calendar.OpeningHours;
import io.hallpulse.domain.directory.Hall;
import io.hallpulse.domain.directory.Halls;
import io.hallpulse.domain.directory.WeeklyHours;
import io.hallpulse.domain.fraud.Openings;
import io.hallpulse.gateway.database.Statements;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** When halls are open, in versions: what is changed says nothing of the time before. Inside a transaction. */
public final class OpeningTable {
    private final Statements statements;

    OpeningTable(Statements statements) {
        this.statements = statements;
    }

    /** Keeps when each hall is open from now on, where that is otherwise than before. */
    public void keep(Halls halls, long nowMillis) throws SQLException {
        String days = OpeningDays.text(halls.entries().calendar().values());
        for (Hall hall : halls.all()) {
            String hours = hall.hours().toString();
            long from = nowMillis;
            boolean same = false;
            try (ResultSet row = statements
                    .with(
                            "select from_millis, zone, hours, days from opening_version where hall = ?"
                                    + " order by from_millis desc limit 1",
                            hall.id())
                    .executeQuery()) {
                if (row.next()) {
                    from = Math.max(nowMillis, row.getLong(1) + 1);
                    same = row.getString(2).equals(hall.zone().getId())
                            && row.getString(3).equals(hours)
                            && row.getString(4).equals(days);
                }
            }
            if (!same) {
                statements
                        .with(
                                "insert into opening_version (hall, from_millis, zone, hours, days) values (?, ?, ?, ?, ?)",
                                hall.id(),
                                from,
                                hall.zone().getId(),
                                hours,
                                days)
                        .executeUpdate();
            }
        }
    }

    /** When a hall was open, by every version of its hours. */
    Openings of(String hall) throws SQLException {
        Map<Long, Optional<OpeningHours>> versions = new HashMap<>();
        try (ResultSet row = statements
                .with("select from_millis, zone, hours, days from opening_version where hall = ?", hall)
                .executeQuery()) {
            while (row.next()) {
                WeeklyHours week = WeeklyHours.parse(row.getString(3));
                versions.put(
                        row.getLong(1),
                        week.days().isEmpty()
                                ? Optional.empty()
                                : Optional.of(new OpeningHours(
                                        week, ZoneId.of(row.getString(2)), OpeningDays.calendar(row.getString(4)))));
            }
        }
        return new Openings(versions);
    }
}
