package io.hallpulse.gateway.assessment;

import io.hallpulse.gateway.database.Statements;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Who wrote cases, as far as anybody can tell, and how they are called back. Inside a transaction. */
final class ContactTable {
    private final Statements statements;

    ContactTable(Statements statements) {
        this.statements = statements;
    }

    /**
     * Who wrote a case.
     *
     * @param token SHA-256 of what the writer's link holds
     * @param sealed how the writer is reached; empty where that was not said
     * @param wishesCall whether the writer wants to be called back
     */
    record Row(String number, String token, String sealed, boolean wishesCall) {}

    void add(Row row) throws SQLException {
        statements
                .with(
                        "insert into contact (number, token, sealed, wishes_call) values (?, ?, ?, ?)",
                        row.number(),
                        row.token(),
                        row.sealed(),
                        row.wishesCall() ? 1 : 0)
                .executeUpdate();
    }

    Optional<Row> find(String number) throws SQLException {
        return one("number", number);
    }

    Optional<Row> byToken(String hash) throws SQLException {
        return one("token", hash);
    }

    private Optional<Row> one(String column, String value) throws SQLException {
        try (ResultSet row = statements
                .with("select number, token, sealed, wishes_call from contact where " + column + " = ?", value)
                .executeQuery()) {
            return row.next()
                    ? Optional.of(new Row(row.getString(1), row.getString(2), row.getString(3), row.getInt(4) == 1))
                    : Optional.empty();
        }
    }

    /** Whether any is kept, sealed. */
    boolean areSealed() throws SQLException {
        return statements.number("select count(*) from contact where sealed <> ''") > 0;
    }

    /** The numbers of cases with a contact that ended before an instant. */
    List<String> endedBefore(Instant then) throws SQLException {
        List<String> numbers = new ArrayList<>();
        try (ResultSet row = statements
                .with(
                        "select c.number from contact c join matter m on m.number = c.number where m.ended_millis < ?",
                        then.toEpochMilli())
                .executeQuery()) {
            while (row.next()) {
                numbers.add(row.getString(1));
            }
        }
        return numbers;
    }

    void delete(String number) throws SQLException {
        statements.with("delete from contact where number = ?", number).executeUpdate();
    }

    /** Notes that a caller tried to reach the writer. */
    void call(String number, Instant at, String who, boolean reached) throws SQLException {
        statements
                .with(
                        "insert into call_back (number, n, at_millis, who, reached)"
                                + " select ?, coalesce(max(n), 0) + 1, ?, ?, ? from call_back where number = ?",
                        number,
                        at.toEpochMilli(),
                        who,
                        reached ? 1 : 0,
                        number)
                .executeUpdate();
    }

    /** The tries to reach the writer of a case, in their order. */
    List<Call> calls(String number) throws SQLException {
        List<Call> calls = new ArrayList<>();
        try (ResultSet row = statements
                .with("select at_millis, who, reached from call_back where number = ? order by n", number)
                .executeQuery()) {
            while (row.next()) {
                calls.add(new Call(Instant.ofEpochMilli(row.getLong(1)), row.getString(2), row.getInt(3) == 1));
            }
        }
        return calls;
    }

    /** Those since its present state began: what was said of an earlier one says nothing of this one. */
    List<Call> calls(String number, Instant since) throws SQLException {
        return calls(number).stream().filter(call -> !call.at().isBefore(since)).toList();
    }

    /** A try to reach the writer of a case. */
    record Call(Instant at, String who, boolean reached) {}
}
