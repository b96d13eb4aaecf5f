package io.hallpulse.gateway.store;

import io.hallpulse.contract.TerminalId;
import io.hallpulse.domain.press.PressState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * What the database has of every run, as one state of all tables. Counted presses are never read: they are what is received and
 * not in the index of all others, so that the time this takes grows with the exceptions and not with the presses. Any thread.
 */
public final class AccountReader {
    private static final String RUNS = """
            select r.id, r.terminal_id, r.run, r.low, r.next,
              coalesce(sum(g.to_seq - g.from_seq + 1), 0),
              coalesce(sum(case when g.from_seq >= r.low then 0
                when g.to_seq < r.low then g.to_seq - g.from_seq + 1 else r.low - g.from_seq end), 0)
            from run r left join received_range g on g.run_id = r.id group by r.id order by r.id""";

    private static final String CONTESTED = """
            select c.run_id, p.state, count(*) from (select distinct run_id, seq from conflict) c
              join press p on p.run_id = c.run_id and p.seq = c.seq group by c.run_id, p.state""";

    /** Counted but for the rules in force; one whose identity came again with other content is told there. */
    private static final String WITHHELD = """
            select h.run_id, 1, count(*) from rule_hit h
              where h.set_id in (select id from rule_set where state = 'in force') and h.withheld = 1
              and not exists (select 1 from conflict c where c.run_id = h.run_id and c.seq = h.seq)
              group by h.run_id""";

    private static final String TERMINALS =
            "select id, hall, terminal, state, heard_millis, status, status_millis, waiting_since_millis from terminal";
    private static final String BY_NAME = " order by hall, terminal";

    private final Jdbi readers;

    AccountReader(Jdbi readers) {
        this.readers = readers;
    }

    /**
     * A terminal that was ever heard.
     *
     * @param state of its last status, null before the first
     * @param heardMillis when any message of it came last, milliseconds since 1970
     * @param status its last status that said online, as it came
     * @param statusMillis when that came
     * @param waitingSinceMillis since when it has presses that the gateway has not, null where it has none
     */
    public record Terminal(
            long id,
            TerminalId terminal,
            @Nullable String state,
            @Nullable Long heardMillis,
            @Nullable String status,
            @Nullable Long statusMillis,
            @Nullable Long waitingSinceMillis) {}

    /**
     * A run.
     *
     * @param received seqs that came
     * @param receivedBelowLow those of them that its outbox no longer holds
     */
    public record Run(
            long id, long terminalId, String run, long low, long next, long received, long receivedBelowLow) {}

    /**
     * All of it. What is not in a map is zero.
     *
     * @param notCounted presses of each run by state; none has the state counted
     * @param uncertain valid presses of each run whose time nobody knows
     * @param contested presses of each run, by state, whose identity came again with other content
     * @param deadLetters messages of each topic
     */
    public record Held(
            List<Terminal> terminals,
            List<Run> runs,
            Map<Long, Map<PressState, Long>> notCounted,
            Map<Long, Long> uncertain,
            Map<Long, Map<PressState, Long>> contested,
            Map<String, Long> deadLetters) {}

    public Held read() {
        return readers.inTransaction(handle -> new Held(
                terminals(handle),
                handle.createQuery(RUNS)
                        .map((row, context) -> new Run(
                                row.getLong(1),
                                row.getLong(2),
                                row.getString(3),
                                row.getLong(4),
                                row.getLong(5),
                                row.getLong(6),
                                row.getLong(7)))
                        .list(),
                notCounted(handle),
                uncertain(handle),
                byState(handle, CONTESTED),
                deadLetters(handle)));
    }

    /**
     * Some of the terminals that are on the list, ordered by hall and terminal.
     *
     * @param hall whose terminals are wanted, null for all
     * @param after the one before the first, null for the beginning
     */
    public List<Terminal> terminals(@Nullable String hall, @Nullable TerminalId after, int limit) {
        String where =
                (hall == null ? " where heard_millis is not null" : " where heard_millis is not null and hall = :hall")
                        + (after == null ? "" : " and (hall, terminal) > (:afterHall, :afterTerminal)");
        return readers.withHandle(handle -> {
            Query query = handle.createQuery(TERMINALS + where + BY_NAME + " limit :limit")
                    .bind("limit", limit);
            if (hall != null) {
                query.bind("hall", hall);
            }
            if (after != null) {
                query.bind("afterHall", after.hall()).bind("afterTerminal", after.terminal());
            }
            return terminals(query);
        });
    }

    /** One of them. */
    public Optional<Terminal> terminal(TerminalId terminal) {
        return readers.withHandle(handle -> terminals(handle.createQuery(
                                TERMINALS + " where heard_millis is not null and hall = :hall and terminal = :terminal")
                        .bind("hall", terminal.hall())
                        .bind("terminal", terminal.terminal()))
                .stream()
                .findFirst());
    }

    private static List<Terminal> terminals(Handle handle) {
        return terminals(handle.createQuery(TERMINALS + BY_NAME));
    }

    private static List<Terminal> terminals(Query query) {
        return query.map((row, context) -> new Terminal(
                        row.getLong(1),
                        new TerminalId(row.getString(2), row.getString(3)),
                        row.getString(4),
                        RunTable.nullable(row, 5),
                        row.getString(6),
                        RunTable.nullable(row, 7),
                        RunTable.nullable(row, 8)))
                .list();
    }

    private static Map<Long, Map<PressState, Long>> notCounted(Handle handle) {
        Map<Long, Map<PressState, Long>> counts =
                byState(handle, "select run_id, state, count(*) from press where state <> 0 group by run_id, state");
        byState(handle, WITHHELD)
                .forEach((run, withheld) -> withheld.forEach(
                        (state, n) -> counts.computeIfAbsent(run, key -> new EnumMap<>(PressState.class))
                                .merge(state, n, Long::sum)));
        return counts;
    }

    private static Map<Long, Map<PressState, Long>> byState(Handle handle, String query) {
        Map<Long, Map<PressState, Long>> counts = new HashMap<>();
        each(
                handle,
                query,
                row -> counts.computeIfAbsent(row.getLong(1), run -> new EnumMap<>(PressState.class))
                        .put(Codes.state(row.getInt(2)), row.getLong(3)));
        return counts;
    }

    private static Map<Long, Long> uncertain(Handle handle) {
        Map<Long, Long> counts = new HashMap<>();
        each(
                handle,
                "select run_id, count(*) from press where placed_by = 0 and state <> 5 group by run_id",
                row -> counts.put(row.getLong(1), row.getLong(2)));
        return counts;
    }

    private static Map<String, Long> deadLetters(Handle handle) {
        Map<String, Long> counts = new HashMap<>();
        each(
                handle,
                "select topic, count(*) from dead_letter group by topic",
                row -> counts.put(row.getString(1), row.getLong(2)));
        return counts;
    }

    private interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    private static void each(Handle handle, String query, RowReader reader) {
        handle.createQuery(query)
                .map((row, context) -> {
                    reader.read(row);
                    return 1;
                })
                .list();
    }
}
