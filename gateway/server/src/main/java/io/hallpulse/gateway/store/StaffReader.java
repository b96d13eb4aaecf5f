package io.hallpulse.gateway.store;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Jdbi;

/** Counted ratings by the member of staff who served: whom the press itself names, else who was on duty by the gateway. Any thread. */
public final class StaffReader {
    private static final String NAMED = "select p.staff, p.window_id, p.level, count(*) from press p"
            + " join run r on r.id = p.run_id join terminal t on t.id = r.terminal_id"
            + " where t.hall = :hall and p.staff is not null and p.state = 0"
            + " and p.placed_millis >= :from and p.placed_millis < :to and p.received_millis < :received"
            + RuleTable.NOT_WITHHELD
            + " group by p.staff, p.window_id, p.level";

    /** Each duty until the next of its window, and then the presses in it: that order is kept, and costs what was pressed meanwhile. */
    private static final String ON_DUTY = "with duties as (select window_id, staff, from_millis, ends_millis,"
            + " lead(from_millis) over (partition by window_id order by from_millis) as next_millis from duty"
            + " where hall = :hall and from_millis < :to and ends_millis > :from)"
            + " select d.staff, p.window_id, p.level, count(*) from duties d cross join press p"
            + " join run r on r.id = p.run_id join terminal t on t.id = r.terminal_id"
            + " where d.staff is not null and p.window_id = d.window_id and p.staff is null and p.state = 0"
            + " and p.placed_millis >= d.from_millis and p.placed_millis < d.ends_millis"
            + " and p.placed_millis < coalesce(d.next_millis, d.ends_millis)"
            + " and p.placed_millis >= :from and p.placed_millis < :to and p.received_millis < :received"
            + " and t.hall = :hall" + RuleTable.NOT_WITHHELD + " group by d.staff, p.window_id, p.level";

    private final Jdbi readers;

    StaffReader(Jdbi readers) {
        this.readers = readers;
    }

    /**
     * Ratings by staff and window: five numbers each, that of level 1 first.
     *
     * @param fromMillis the first instant, by when they were given
     * @param toMillis the first instant that is out of it
     * @param receivedMillis only those that were received before
     * @return in the order of the ids of staff
     */
    public Map<String, Map<String, long[]>> sums(String hall, long fromMillis, long toMillis, long receivedMillis) {
        Map<String, Map<String, long[]>> sums = new TreeMap<>();
        readers.useTransaction(handle -> {
            for (String query : List.of(NAMED, ON_DUTY)) {
                handle.createQuery(query)
                        .bind("hall", hall)
                        .bind("from", fromMillis)
                        .bind("to", toMillis)
                        .bind("received", receivedMillis)
                        .map((row, context) -> {
                            sums.computeIfAbsent(row.getString(1), staff -> new TreeMap<>())
                                            .computeIfAbsent(row.getString(2), window -> new long[5])[
                                            row.getInt(3) - 1] +=
                                    row.getLong(4);
                            return 1;
                        })
                        .list();
            }
        });
        return sums;
    }
}
