package io.hallpulse.gateway.assessment;

import io.hallpulse.gateway.database.Statements;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What rules have done, each once, and the points that they gave. Rows are added, never changed. Inside a transaction. */
final class EffectTable {
    private final Statements statements;

    EffectTable(Statements statements) {
        this.statements = statements;
    }

    /** Whether something was carried out under a key. */
    boolean isDone(String once) throws SQLException {
        return statements.number("select count(*) from effect where once = ?", once) > 0;
    }

    /**
     * Takes a key, which this transaction carries something out under.
     *
     * @return false where it is taken: nothing is to be done
     */
    boolean begin(String once, int effects, long nowMillis) throws SQLException {
        if (isDone(once)) {
            return false;
        }
        statements
                .with("insert into effect (once, at_millis, effects) values (?, ?, ?)", once, nowMillis, effects)
                .executeUpdate();
        return true;
    }

    /**
     * Points as they were given.
     *
     * @param cause id of the round, fact, case or week
     * @param place among those of the rule for that cause
     * @param sum fraction
     * @param given the sum cut to what the rule gives at most
     * @param fact where a ledger of a round here has them; empty where they are exported alone
     */
    record Given(
            String cause,
            String rule,
            int place,
            String ledger,
            String post,
            String holder,
            String sum,
            String given,
            String fact) {}

    void give(@Nullable Long round, Given points) throws SQLException {
        statements
                .with(
                        "insert into points_given (round_id, cause, rule, place, ledger, post, holder, sum, given, fact)"
                                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                        round,
                        points.cause(),
                        points.rule(),
                        points.place(),
                        points.ledger(),
                        points.post(),
                        points.holder(),
                        points.sum(),
                        points.given(),
                        points.fact())
                .executeUpdate();
    }

    /** All that a round's rules gave. */
    List<Given> given(long round) throws SQLException {
        List<Given> found = new ArrayList<>();
        try (ResultSet row = statements
                .with(
                        "select cause, rule, place, ledger, post, holder, sum, given, fact from points_given"
                                + " where round_id = ? order by cause, rule, place",
                        round)
                .executeQuery()) {
            while (row.next()) {
                found.add(new Given(
                        row.getString(1),
                        row.getString(2),
                        row.getInt(3),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6),
                        row.getString(7),
                        row.getString(8),
                        row.getString(9)));
            }
        }
        return found;
    }
}
