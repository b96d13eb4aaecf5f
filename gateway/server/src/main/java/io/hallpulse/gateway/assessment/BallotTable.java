package io.hallpulse.gateway.assessment;

import io.hallpulse.domain.assessment.ballot.Invalid;
import io.hallpulse.domain.assessment.scheme.Word;
import io.hallpulse.gateway.database.Statements;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Opened ballots, valid or not, under random keys. Rows are added, never changed. Inside a transaction. */
final class BallotTable {
    private final Statements statements;

    /** An opened ballot. */
    record Opened(String id, String answers, @Nullable Invalid invalid, boolean alike) {}

    /**
     * How many of one kind.
     *
     * @param way {@code web} or {@code paper}
     * @param invalid null for those that count
     */
    record Count(String source, String way, @Nullable Invalid invalid, long ballots, long alike) {}

    BallotTable(Statements statements) {
        this.statements = statements;
    }

    void add(long round, String source, String way, List<Opened> ballots) throws SQLException {
        PreparedStatement insert =
                statements.with("insert into ballot (id, round_id, source, way, answers, invalid, alike)"
                        + " values (?, ?, ?, ?, ?, ?, ?)");
        for (Opened ballot : ballots) {
            Invalid invalid = ballot.invalid();
            insert.setString(1, ballot.id());
            insert.setLong(2, round);
            insert.setString(3, source);
            insert.setString(4, way);
            insert.setString(5, ballot.answers());
            insert.setString(6, invalid == null ? "" : invalid.word());
            insert.setInt(7, ballot.alike() ? 1 : 0);
            insert.addBatch();
        }
        insert.executeBatch();
    }

    /** Those of a round, by source, way and reason. */
    List<Count> counts(long round) throws SQLException {
        List<Count> counts = new ArrayList<>();
        try (ResultSet row = statements
                .with(
                        "select source, way, invalid, count(*), sum(alike) from ballot where round_id = ?"
                                + " group by source, way, invalid order by source, way, invalid",
                        round)
                .executeQuery()) {
            while (row.next()) {
                Optional<Invalid> invalid = Word.of(Invalid.class, row.getString(3));
                counts.add(new Count(
                        row.getString(1), row.getString(2), invalid.orElse(null), row.getLong(4), row.getLong(5)));
            }
        }
        return counts;
    }
}
