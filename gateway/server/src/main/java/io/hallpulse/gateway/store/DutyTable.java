package io.hallpulse.gateway.store;

import io.hallpulse.domain.duty.Duty;
import io.hallpulse.gateway.database.Statements;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Who signed in at which window by the gateway. Inside a transaction. */
public final class DutyTable {
    private final Statements statements;

    DutyTable(Statements statements) {
        this.statements = statements;
    }

    /** The newest of each window. */
    public List<Duty> newest() throws SQLException {
        List<Duty> found = new ArrayList<>();
        try (ResultSet row = statements
                .with("select hall, window_id, from_millis, ends_millis, staff from duty d where from_millis ="
                        + " (select max(from_millis) from duty e where e.hall = d.hall and e.window_id = d.window_id)"
                        + " order by hall, window_id")
                .executeQuery()) {
            while (row.next()) {
                found.add(
                        new Duty(row.getString(1), row.getString(2), row.getLong(3), row.getLong(4), row.getString(5)));
            }
        }
        return found;
    }

    /**
     * Adds what is so from then on.
     *
     * @param who signed them in or out
     */
    public void insert(Duty duty, String who) throws SQLException {
        statements
                .with(
                        "insert into duty (hall, window_id, from_millis, ends_millis, staff, who) values (?, ?, ?, ?, ?, ?)",
                        duty.hall(),
                        duty.window(),
                        duty.fromMillis(),
                        duty.endsMillis(),
                        duty.staff(),
                        who)
                .executeUpdate();
    }
}
