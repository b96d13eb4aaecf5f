package io.hallpulse.gateway.store;

import io.hallpulse.domain.fraud.RatedPress;
import io.hallpulse.domain.fraud.RuleJudging;
import io.hallpulse.gateway.database.Statements;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** What share of a hall's ratings of a month are of level 5, as versions of its rules froze it. Inside a transaction. */
final class ShareTable {
    private final Statements statements;

    ShareTable(Statements statements) {
        this.statements = statements;
    }

    /** The frozen shares of top ratings of a version, by the month that they are of; negative where too few rated. */
    Map<Long, Double> frozen(long setId) throws SQLException {
        Map<Long, Double> shares = new HashMap<>();
        try (ResultSet row = statements
                .with("select month_millis, top, n from rule_share where set_id = ?", setId)
                .executeQuery()) {
            while (row.next()) {
                shares.put(row.getLong(1), share(row.getLong(2), row.getLong(3)));
            }
        }
        return shares;
    }

    private static double share(long top, long n) {
        return n < RuleJudging.LEAST_OF_MONTH ? -1 : (double) top / n;
    }

    /** Ratings of a month, and those of level 5 among them, as they are counted but for the rules. */
    record Share(long top5, long n) {
        /** The share; negative where too few rated. */
        double top() {
            return share(top5, n);
        }
    }

    /** The share of a month by what is counted of it now. */
    Share of(String hall, long fromMillis, long toMillis) throws SQLException {
        long top = 0;
        long n = 0;
        for (int level = 1; level <= RatedPress.TOP; level++) {
            long of = statements.number(
                            "select coalesce(sum(n), 0) from tally where hall = ? and bucket_start_millis >= ?"
                                    + " and bucket_start_millis < ? and level = ?",
                            hall,
                            fromMillis,
                            toMillis,
                            level)
                    + statements.number(
                            "select coalesce(sum(t.n), 0) from rule_tally t join rule_set s on s.id = t.set_id"
                                    + " where s.hall = ? and s.state = 'in force' and t.bucket_start_millis >= ?"
                                    + " and t.bucket_start_millis < ? and t.level = ?",
                            hall,
                            fromMillis,
                            toMillis,
                            level);
            n += of;
            top = level == RatedPress.TOP ? of : top;
        }
        return new Share(top, n);
    }

    /** Freezes the share of a month by what is counted of it now, whatever the rules in force make of it. */
    double freeze(RuleSetRow set, long fromMillis, long toMillis) throws SQLException {
        Share now = of(set.hall(), fromMillis, toMillis);
        statements
                .with(
                        "insert into rule_share (set_id, month_millis, top, n) values (?, ?, ?, ?)"
                                + " on conflict (set_id, month_millis) do nothing",
                        set.id(),
                        fromMillis,
                        now.top5(),
                        now.n())
                .executeUpdate();
        return now.top();
    }
}
