package io.hallpulse.gateway.store;

import io.hallpulse.domain.directory.Hall;
import io.hallpulse.domain.fraud.RuleSet;
import io.hallpulse.gateway.database.DatabaseFault;
import io.hallpulse.gateway.database.Statements;
import io.hallpulse.gateway.store.RuleSetRow.State;
import io.hallpulse.runtime.program.OperationFailed;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Jdbi;

/** The versions of fraud rules, and what each makes of a span of time. Any thread. */
public final class RuleReader {
    private final Jdbi readers;

    RuleReader(Jdbi readers) {
        this.readers = readers;
    }

    /** All versions of a hall, the newest first. */
    public List<RuleSetRow> all(String hall) {
        try {
            return readers.<List<RuleSetRow>, SQLException>withHandle(
                    handle -> new RuleTable(new Statements(handle.getConnection())).all(hall));
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private static OperationFailed failed(SQLException e) {
        return new OperationFailed("the rules cannot be read: " + DatabaseFault.reason(e), e);
    }

    /**
     * Ratings of a span by level, that of level 1 first.
     *
     * @param raw as if no rule was in force
     * @param versions by version in force or past: as it counts, or counted when it was put out of force
     */
    public record Figures(long[] raw, Map<Long, long[]> versions) {}

    /** What the versions of a hall make of the hours that begin in a span. */
    public Figures figures(String hall, long fromMillis, long toMillis) {
        return readers.inTransaction(handle -> {
            long[] raw = new long[5];
            handle.createQuery("select level, sum(n) from tally where hall = :hall and bucket_start_millis >= :from"
                            + " and bucket_start_millis < :to group by level")
                    .bind("hall", hall)
                    .bind("from", fromMillis)
                    .bind("to", toMillis)
                    .map((row, context) -> raw[row.getInt(1) - 1] += row.getLong(2))
                    .list();
            Map<Long, long[]> taken = new TreeMap<>();
            handle.createQuery("select version from rule_set where hall = :hall and state in ('in force', 'past')")
                    .bind("hall", hall)
                    .map((row, context) -> taken.put(row.getLong(1), new long[5]))
                    .list();
            handle.createQuery("select s.version, t.level, sum(t.n), s.state from rule_tally t"
                            + " join rule_set s on s.id = t.set_id where s.hall = :hall and s.state in ('in force', 'past')"
                            + " and t.bucket_start_millis >= :from and t.bucket_start_millis < :to"
                            + " group by s.version, t.level, s.state")
                    .bind("hall", hall)
                    .bind("from", fromMillis)
                    .bind("to", toMillis)
                    .map((row, context) -> {
                        int level = row.getInt(2) - 1;
                        taken.computeIfAbsent(row.getLong(1), version -> new long[5])[level] += row.getLong(3);
                        if (State.of(row.getString(4)) == State.IN_FORCE) {
                            raw[level] += row.getLong(3);
                        }
                        return 1;
                    })
                    .list();
            taken.values().forEach(by -> {
                for (int level = 0; level < by.length; level++) {
                    by[level] = raw[level] - by[level];
                }
            });
            return new Figures(raw, taken);
        });
    }

    /** Told each press of a span that counts but for the rules. */
    public interface Met {
        /**
         * A press.
         *
         * @param ids of the rules that it meets, separated by spaces; empty for none
         */
        void take(int level, String ids, boolean withheld);
    }

    /**
     * Has every press of a span judged by rules that are not in force; writes nothing.
     *
     * @param toMillis the first instant that is out of it
     */
    public void judge(Hall hall, RuleSet rules, long fromMillis, long toMillis, Met met) {
        try {
            readers.<SQLException>useTransaction(handle -> {
                RuleTable table = new RuleTable(new Statements(handle.getConnection()));
                RuleHits.preview(table, hall, rules, fromMillis, toMillis, met);
            });
        } catch (SQLException e) {
            throw failed(e);
        }
    }
}
