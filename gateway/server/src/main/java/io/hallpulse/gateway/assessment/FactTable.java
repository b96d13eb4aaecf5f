package io.hallpulse.gateway.assessment;

import io.hallpulse.domain.assessment.fact.Fact;
import io.hallpulse.domain.assessment.fact.FactValue;
import io.hallpulse.domain.assessment.fact.Statement;
import io.hallpulse.domain.assessment.scheme.Scheme;
import io.hallpulse.gateway.database.Statements;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The facts of all rounds. Rows are added, never changed. Inside a transaction. */
final class FactTable {
    private static final String ROWS = "select f.n, f.source, f.subject, f.value, f.day, f.recorder, f.recorded_millis,"
            + " f.batch, f.proof, f.reason, v.who, s.n from fact f"
            + " left join verification v on v.round_id = f.round_id and v.n = f.n"
            + " left join fact s on s.round_id = f.round_id and s.strikes = f.n where f.round_id = ?";

    private final Statements statements;

    FactTable(Statements statements) {
        this.statements = statements;
    }

    /** How many facts came in a batch of that digest; empty where none did. */
    OptionalInt batch(long round, String digest) throws SQLException {
        try (ResultSet row = statements
                .with("select facts from batch where round_id = ? and digest = ?", round, digest)
                .executeQuery()) {
            return row.next() ? OptionalInt.of(row.getInt(1)) : OptionalInt.empty();
        }
    }

    void addBatch(long round, String digest, String who, long nowMillis, int facts) throws SQLException {
        statements
                .with(
                        "insert into batch (round_id, digest, who, at_millis, facts) values (?, ?, ?, ?, ?)",
                        round,
                        digest,
                        who,
                        nowMillis,
                        facts)
                .executeUpdate();
    }

    /** The highest number of a round's facts, 0 for none. */
    long last(long round) throws SQLException {
        try (ResultSet row = statements
                .with("select coalesce(max(n), 0) from fact where round_id = ?", round)
                .executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    /**
     * Adds facts with the next numbers.
     *
     * @return the number before the first of them
     */
    long add(long round, List<FactDraft> facts, String recorder, @Nullable String batch, long nowMillis)
            throws SQLException {
        long before = last(round);
        PreparedStatement insert =
                statements.with("insert into fact (round_id, n, source, subject, value, day, recorder, recorded_millis,"
                        + " batch, proof, strikes, reason) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, null, '')");
        long n = before;
        for (FactDraft fact : facts) {
            insert.setLong(1, round);
            insert.setLong(2, ++n);
            insert.setString(3, fact.source());
            setText(insert, 4, fact.subject());
            insert.setString(5, FactJson.text(fact.value()));
            insert.setString(6, fact.day().toString());
            insert.setString(7, recorder);
            insert.setLong(8, nowMillis);
            setText(insert, 9, batch);
            setText(insert, 10, fact.proof());
            insert.addBatch();
        }
        insert.executeBatch();
        return before;
    }

    private static void setText(PreparedStatement statement, int index, @Nullable String text) throws SQLException {
        if (text == null) {
            statement.setNull(index, Types.VARCHAR);
        } else {
            statement.setString(index, text);
        }
    }

    /** Adds one that strikes another, with the next number. */
    long strike(long round, FactRow struck, LocalDate day, String recorder, String reason, long nowMillis)
            throws SQLException {
        long n = last(round) + 1;
        statements
                .with(
                        "insert into fact (round_id, n, source, subject, value, day, recorder, recorded_millis, batch, proof,"
                                + " strikes, reason) values (?, ?, ?, null, ?, ?, ?, ?, null, null, ?, ?)",
                        round,
                        n,
                        struck.source(),
                        FactJson.text(new FactValue.Strike(struck.id())),
                        day.toString(),
                        recorder,
                        nowMillis,
                        struck.n(),
                        reason)
                .executeUpdate();
        return n;
    }

    void verify(long round, long n, String who, String role, long nowMillis) throws SQLException {
        statements
                .with(
                        "insert into verification (round_id, n, who, role, at_millis) values (?, ?, ?, ?, ?)",
                        round,
                        n,
                        who,
                        role,
                        nowMillis)
                .executeUpdate();
    }

    Optional<FactRow> find(long round, long n) throws SQLException {
        try (ResultSet row = statements.with(ROWS + " and f.n = ?", round, n).executeQuery()) {
            return row.next() ? Optional.of(row(row)) : Optional.empty();
        }
    }

    /** The facts of some days, the first and the last included. */
    List<FactRow> between(long round, LocalDate first, LocalDate last) throws SQLException {
        List<FactRow> found = new ArrayList<>();
        try (ResultSet row = statements
                .with(ROWS + " and f.day >= ? and f.day <= ? order by f.n", round, first.toString(), last.toString())
                .executeQuery()) {
            while (row.next()) {
                found.add(row(row));
            }
        }
        return found;
    }

    /** Some facts above a number, in their order. */
    List<FactRow> after(long round, long n, int limit) throws SQLException {
        List<FactRow> found = new ArrayList<>();
        try (ResultSet row = statements
                .with(ROWS + " and f.n > ? order by f.n limit ?", round, n, limit)
                .executeQuery()) {
            while (row.next()) {
                found.add(row(row));
            }
        }
        return found;
    }

    /**
     * What of the facts of a round is wanted.
     *
     * @param unverified those alone that wait for a second person, where there is such a source
     * @param struck those alone that are struck
     * @param before number below which they lie; 0 for the newest
     */
    record Wanted(
            boolean unverified,
            boolean struck,
            @Nullable String recorder,
            @Nullable String subject,
            long before) {}

    /** Some facts, the newest first; strikes stand with what they strike. */
    List<FactRow> newest(long round, List<String> verified, Wanted wanted, int limit) throws SQLException {
        StringBuilder query = new StringBuilder(ROWS).append(" and f.strikes is null");
        List<Object> parameters = new ArrayList<>(List.of(round));
        if (wanted.unverified()) {
            query.append(" and v.n is null and s.n is null and f.source in (")
                    .append(String.join(", ", Collections.nCopies(verified.size(), "?")))
                    .append(")");
            parameters.addAll(verified);
        }
        query.append(wanted.struck() ? " and s.n is not null" : "");
        if (wanted.recorder() != null) {
            query.append(" and f.recorder = ?");
            parameters.add(wanted.recorder());
        }
        if (wanted.subject() != null) {
            query.append(" and f.subject = ?");
            parameters.add(wanted.subject());
        }
        if (wanted.before() > 0) {
            query.append(" and f.n < ?");
            parameters.add(wanted.before());
        }
        parameters.add(limit);
        List<FactRow> found = new ArrayList<>();
        try (ResultSet row = statements
                .with(query.append(" order by f.n desc limit ?").toString(), parameters.toArray())
                .executeQuery()) {
            while (row.next()) {
                found.add(row(row));
            }
        }
        return found;
    }

    /** How many facts of a source there are, and how many of them are struck. */
    RoundReader.Incoming incoming(long round, String source) throws SQLException {
        try (ResultSet row = statements
                .with(
                        "select count(*), count(s.n) from fact f"
                                + " left join fact s on s.round_id = f.round_id and s.strikes = f.n"
                                + " where f.round_id = ? and f.source = ? and f.strikes is null",
                        round,
                        source)
                .executeQuery()) {
            return row.next()
                    ? new RoundReader.Incoming(source, row.getLong(1), row.getLong(2))
                    : new RoundReader.Incoming(source, 0, 0);
        }
    }

    private static FactRow row(ResultSet row) throws SQLException {
        long striking = row.getLong(12);
        Long struckBy = row.wasNull() ? null : striking;
        return new FactRow(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                FactJson.parse(row.getString(4)),
                LocalDate.parse(row.getString(5)),
                row.getString(6),
                row.getLong(7),
                row.getString(8),
                row.getString(9),
                row.getString(10),
                row.getString(11),
                struckBy);
    }

    /** All facts of a round as they are counted. */
    List<Fact> all(long round, Scheme scheme) throws SQLException {
        List<Fact> facts = new ArrayList<>();
        Map<String, FactValue> values =
                new HashMap<>(); // of many thousand ballots and visits, few say what no other does
        try (ResultSet row = statements
                .with(
                        "select f.n, f.source, f.subject, f.value, v.n from fact f"
                                + " left join verification v on v.round_id = f.round_id and v.n = f.n"
                                + " where f.round_id = ? order by f.n",
                        round)
                .executeQuery()) {
            while (row.next()) {
                FactValue value = values.computeIfAbsent(row.getString(4), FactJson::parse);
                row.getLong(5);
                boolean verified = !row.wasNull();
                facts.add(new Fact(
                        FactRow.id(row.getLong(1)),
                        row.getString(2),
                        row.getString(3),
                        value,
                        verified
                                || Statement.verifiers(scheme, row.getString(2), value)
                                        .isEmpty()));
            }
        }
        return facts;
    }

    /** How many facts of a source there are that are neither verified nor struck, nor strike another. */
    long unverified(long round, String source) throws SQLException {
        try (ResultSet row = statements
                .with(
                        "select count(*) from fact f where f.round_id = ? and f.source = ? and f.strikes is null"
                                + " and not exists (select 1 from verification v where v.round_id = f.round_id and v.n = f.n)"
                                + " and not exists (select 1 from fact s where s.round_id = f.round_id and s.strikes = f.n)",
                        round,
                        source)
                .executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }
}
