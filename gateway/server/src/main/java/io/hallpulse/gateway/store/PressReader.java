package io.hallpulse.gateway.store;

import io.hallpulse.contract.TerminalId;
import io.hallpulse.contract.message.Press;
import io.hallpulse.contract.message.ReceivedPresses;
import io.hallpulse.domain.duty.Duties;
import io.hallpulse.domain.duty.Duty;
import io.hallpulse.domain.press.PressState;
import io.hallpulse.domain.press.StoredPress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * Raw presses by identity, a page at a time: no transaction stays open while somebody reads slowly, and no more than a page is in
 * memory. What is stored meanwhile may or may not be in it. Any thread.
 */
public final class PressReader {
    private static final int PAGE = 2000;

    private static final String NEWEST =
            " where p.run_id = (select max(r.id) from run r join terminal t on t.id = r.terminal_id"
                    + " where t.hall = :hall and t.terminal = :terminal and exists (select 1 from press q where q.run_id = r.id))"
                    + " order by p.seq desc limit :limit";

    private final Jdbi readers;

    PressReader(Jdbi readers) {
        this.readers = readers;
    }

    /**
     * Which presses are wanted; null is all.
     *
     * @param fromMillis the first instant, by when a press happened, or was received where nobody knows when it happened
     * @param toMillis the first instant that is out of it
     */
    public record Wanted(
            @Nullable String hall,
            @Nullable String window,
            @Nullable Long fromMillis,
            @Nullable Long toMillis) {}

    /**
     * A press with its identity.
     *
     * @param conflicts how often its identity came again with other content
     * @param press with the state that it has by the rules in force
     * @param rules ids of the fraud rules that it meets, separated by spaces; empty for none
     * @param staff who served: whom the press itself names, else who was on duty by the gateway; null where nobody knows
     */
    public record Found(
            TerminalId terminal,
            String run,
            StoredPress press,
            int conflicts,
            String rules,
            @Nullable String staff) {}

    private record RunName(TerminalId terminal, String run) {}

    private record Key(long runId, long seq) {}

    private record Hit(String rules, boolean withheld) {}

    private static final Hit NO_HIT = new Hit("", false);

    /** Where a page ends. */
    public static final class Place {
        private final Key key;

        private Place(Key key) {
            this.key = key;
        }
    }

    /** The place before all presses. */
    public static final Place START = new Place(new Key(0, 0));

    /**
     * Some presses, by run in the order in which the gateway heard of them, and by seq in a run.
     *
     * @param next where the next page begins, null after the last one
     */
    public record Page(List<Found> presses, @Nullable Place next) {}

    /** The presses that come after a place. */
    public Page after(Place place, Wanted wanted) {
        return readers.inTransaction(handle -> {
            List<PressTable.OfRun> rows = rows(handle, place.key, wanted);
            if (rows.isEmpty()) {
                return new Page(List.of(), null);
            }
            long lastRun = rows.get(rows.size() - 1).runId();
            Map<Long, RunName> runs = runs(handle, rows.get(0).runId(), lastRun);
            Map<Key, Integer> conflicts = conflicts(handle, rows.get(0).runId(), lastRun);
            Map<Key, Hit> hits = hits(handle, rows.get(0), rows.get(rows.size() - 1));
            Duties duties = duties(handle, rows);
            List<Found> found = new ArrayList<>(rows.size());
            Key last = place.key;
            for (PressTable.OfRun row : rows) {
                last = new Key(row.runId(), row.press().item().seq());
                RunName run = runs.get(row.runId());
                if (run == null) {
                    throw new IllegalStateException("run " + row.runId() + " is missing");
                }
                Hit hit = hits.getOrDefault(last, NO_HIT);
                found.add(new Found(
                        run.terminal(),
                        run.run(),
                        hit.withheld() ? row.press().withState(PressState.FLAGGED) : row.press(),
                        conflicts.getOrDefault(last, 0),
                        hit.rules(),
                        staff(duties, run.terminal().hall(), row.press())));
            }
            return new Page(found, rows.size() < PAGE ? null : new Place(last));
        });
    }

    private static @Nullable String staff(Duties duties, String hall, StoredPress stored) {
        Press press = stored.item() instanceof ReceivedPresses.Valid valid ? valid.press() : null;
        Long placed = stored.eventTime().millis();
        String named = press == null ? null : press.staff();
        return press == null || named != null || placed == null ? named : duties.at(hall, press.window(), placed);
    }

    /** Those of the span in which some presses were given. */
    private static Duties duties(Handle handle, List<PressTable.OfRun> rows) {
        LongSummaryStatistics placed = rows.stream()
                .map(row -> row.press().eventTime().millis())
                .filter(Objects::nonNull)
                .mapToLong(Long::longValue)
                .summaryStatistics();
        return new Duties(handle.createQuery("select hall, window_id, from_millis, ends_millis, staff from duty"
                        + " where from_millis <= :last and ends_millis > :first")
                .bind("first", placed.getMin())
                .bind("last", placed.getMax())
                .map((row, context) ->
                        new Duty(row.getString(1), row.getString(2), row.getLong(3), row.getLong(4), row.getString(5)))
                .list());
    }

    /** The newest presses of a terminal's newest run that any came of, the newest first. */
    public List<StoredPress> newest(TerminalId terminal, int limit) {
        return readers.withHandle(handle -> handle.createQuery(PressRows.SELECT + NEWEST)
                .bind("hall", terminal.hall())
                .bind("terminal", terminal.terminal())
                .bind("limit", limit)
                .map((row, context) -> PressRows.read(row))
                .list());
    }

    private static List<PressTable.OfRun> rows(Handle handle, Key after, Wanted wanted) {
        StringBuilder sql = new StringBuilder(PressRows.SELECT);
        if (wanted.hall() != null) {
            sql.append(" join run r on r.id = p.run_id join terminal t on t.id = r.terminal_id and t.hall = :hall");
        }
        sql.append(" where (p.run_id, p.seq) > (:run, :seq)");
        if (wanted.window() != null) {
            sql.append(" and p.window_id = :window");
        }
        if (wanted.fromMillis() != null) {
            sql.append(" and coalesce(p.placed_millis, p.received_millis) >= :from");
        }
        if (wanted.toMillis() != null) {
            sql.append(" and coalesce(p.placed_millis, p.received_millis) < :to");
        }
        Query query = handle.createQuery(sql.append(" order by p.run_id, p.seq limit " + PAGE))
                .bind("run", after.runId())
                .bind("seq", after.seq());
        bind(query, "hall", wanted.hall());
        bind(query, "window", wanted.window());
        bind(query, "from", wanted.fromMillis());
        bind(query, "to", wanted.toMillis());
        return query.map((row, context) -> new PressTable.OfRun(row.getLong(PressRows.RUN_COLUMN), PressRows.read(row)))
                .list();
    }

    private static void bind(Query query, String name, @Nullable Object value) {
        if (value != null) {
            query.bind(name, value);
        }
    }

    private static Map<Long, RunName> runs(Handle handle, long from, long to) {
        Map<Long, RunName> runs = new HashMap<>();
        handle.createQuery("select r.id, t.hall, t.terminal, r.run from run r join terminal t on t.id = r.terminal_id"
                        + " where r.id between :from and :to")
                .bind("from", from)
                .bind("to", to)
                .map((row, context) -> runs.put(
                        row.getLong(1),
                        new RunName(new TerminalId(row.getString(2), row.getString(3)), row.getString(4))))
                .list();
        return runs;
    }

    /** What presses from one to another meet by the rules in force. */
    private static Map<Key, Hit> hits(Handle handle, PressTable.OfRun first, PressTable.OfRun last) {
        Map<Key, Hit> hits = new HashMap<>();
        handle.createQuery(
                        "select h.run_id, h.seq, h.rules, h.withheld from rule_hit h"
                                + " where h.set_id in (select id from rule_set where state = 'in force')"
                                + " and (h.run_id, h.seq) >= (:firstRun, :firstSeq) and (h.run_id, h.seq) <= (:lastRun, :lastSeq)")
                .bind("firstRun", first.runId())
                .bind("firstSeq", first.press().item().seq())
                .bind("lastRun", last.runId())
                .bind("lastSeq", last.press().item().seq())
                .map((row, context) -> hits.put(
                        new Key(row.getLong(1), row.getLong(2)), new Hit(row.getString(3), row.getInt(4) == 1)))
                .list();
        return hits;
    }

    private static Map<Key, Integer> conflicts(Handle handle, long from, long to) {
        Map<Key, Integer> conflicts = new HashMap<>();
        handle.createQuery("select run_id, seq, count(*) from conflict where run_id between :from and :to"
                        + " group by run_id, seq")
                .bind("from", from)
                .bind("to", to)
                .map((row, context) -> conflicts.put(new Key(row.getLong(1), row.getLong(2)), row.getInt(3)))
                .list();
        return conflicts;
    }
}
