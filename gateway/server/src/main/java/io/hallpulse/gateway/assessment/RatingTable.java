package io.hallpulse.gateway.assessment;

import io.hallpulse.domain.assessment.scheme.Word;
import io.hallpulse.gateway.assessment.CaseRatings.Came;
import io.hallpulse.gateway.database.Statements;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Ratings with a name, and those that appeals take out of scores. Rows are added, never changed. Inside a transaction. */
final class RatingTable {
    private static final String EXCLUSIONS = "select e.number, e.window_id, e.day, e.level from exclusion e";

    private final Statements statements;

    RatingTable(Statements statements) {
        this.statements = statements;
    }

    /**
     * A press that an appeal takes out of scores.
     *
     * @param number of the case
     * @param window with its hall
     */
    record Exclusion(String number, String window, LocalDate day, int level) {
        @Override
        public String toString() {
            return "level " + level + " of " + window + " on " + day;
        }
    }

    void add(String number, NamedRating rating) throws SQLException {
        statements
                .with(
                        "insert into named_rating (number, n, at_millis, level, day, pressed) values (?, ?, ?, ?, ?, ?)",
                        number,
                        rating.n(),
                        rating.at().toEpochMilli(),
                        rating.level(),
                        rating.day().toString(),
                        rating.pressed() ? 1 : 0)
                .executeUpdate();
    }

    /** Those of a case, the first one first. */
    List<NamedRating> of(String number) throws SQLException {
        List<NamedRating> ratings = new ArrayList<>();
        try (ResultSet row = statements
                .with("select n, at_millis, level, day, pressed from named_rating where number = ? order by n", number)
                .executeQuery()) {
            while (row.next()) {
                ratings.add(new NamedRating(
                        row.getInt(1),
                        Instant.ofEpochMilli(row.getLong(2)),
                        row.getInt(3),
                        LocalDate.parse(row.getString(4)),
                        row.getInt(5) == 1));
            }
        }
        return ratings;
    }

    void exclude(Exclusion one, long nowMillis) throws SQLException {
        statements
                .with(
                        "insert into exclusion (number, window_id, day, level, at_millis) values (?, ?, ?, ?, ?)",
                        one.number(),
                        one.window(),
                        one.day().toString(),
                        one.level(),
                        nowMillis)
                .executeUpdate();
    }

    Optional<Exclusion> exclusion(String number) throws SQLException {
        return exclusions(EXCLUSIONS + " where e.number = ?", number).stream().findFirst();
    }

    /** Those of some days, the first and the last included, whose part in a round is not settled yet; in the order in which they were decided. */
    List<Exclusion> unsettled(long round, LocalDate first, LocalDate last) throws SQLException {
        return exclusions(
                EXCLUSIONS + " where e.day >= ? and e.day <= ? and not exists"
                        + " (select 1 from exclusion_round r where r.round_id = ? and r.number = e.number)"
                        + " order by e.at_millis, e.number",
                first.toString(),
                last.toString(),
                round);
    }

    /**
     * A press that was excluded after its round was counted.
     *
     * @param number of the case
     * @param subject of the round
     */
    record Late(String number, String subject, int level) {}

    List<Late> late(long round) throws SQLException {
        List<Late> late = new ArrayList<>();
        try (ResultSet row = statements
                .with(
                        "select e.number, r.subject, e.level from exclusion e"
                                + " join exclusion_round r on r.number = e.number where r.round_id = ? and r.came = ?"
                                + " order by e.number",
                        round,
                        Came.LATE.word())
                .executeQuery()) {
            while (row.next()) {
                late.add(new Late(row.getString(1), row.getString(2), row.getInt(3)));
            }
        }
        return late;
    }

    private List<Exclusion> exclusions(String query, @Nullable Object... parameters) throws SQLException {
        List<Exclusion> found = new ArrayList<>();
        try (ResultSet row = statements.with(query, parameters).executeQuery()) {
            while (row.next()) {
                found.add(new Exclusion(
                        row.getString(1), row.getString(2), LocalDate.parse(row.getString(3)), row.getInt(4)));
            }
        }
        return found;
    }

    /** Puts down what one came to in a round. */
    void settle(long round, String number, String subject, Came came) throws SQLException {
        statements
                .with(
                        "insert into exclusion_round (round_id, number, subject, came) values (?, ?, ?, ?)",
                        round,
                        number,
                        subject,
                        came.word())
                .executeUpdate();
    }

    /** How many presses like that one are excluded in a round already. */
    long like(long round, Exclusion one) throws SQLException {
        return statements.number(
                "select count(*) from exclusion_round r join exclusion e on e.number = r.number"
                        + " where r.round_id = ? and r.came <> ? and e.window_id = ? and e.day = ? and e.level = ?",
                round,
                Came.ABSENT.word(),
                one.window(),
                one.day().toString(),
                one.level());
    }

    /** What that of a case came to, by the names of the rounds. */
    List<CaseRatings.InRound> rounds(String number) throws SQLException {
        List<CaseRatings.InRound> rounds = new ArrayList<>();
        try (ResultSet row = statements
                .with(
                        "select o.scheme, o.period, r.came from exclusion_round r join round o on o.id = r.round_id"
                                + " where r.number = ? order by o.scheme, o.period",
                        number)
                .executeQuery()) {
            while (row.next()) {
                rounds.add(new CaseRatings.InRound(
                        row.getString(1) + "/" + row.getString(2),
                        Word.of(Came.class, row.getString(3)).orElseThrow()));
            }
        }
        return rounds;
    }
}
