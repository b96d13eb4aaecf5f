package io.hallpulse.gateway.store;

import io.hallpulse.domain.count.Tally;
import io.hallpulse.domain.count.TallyKey;
import io.hallpulse.domain.fraud.RatedPress;
import io.hallpulse.domain.fraud.RuleSet;
import io.hallpulse.domain.time.EventTime;
import io.hallpulse.gateway.database.Statements;
import io.hallpulse.gateway.store.RuleSetRow.State;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Versions of fraud rules, what each press meets by them, and what they take from the tallies. Inside a transaction. */
public final class RuleTable {
    /** Of presses {@code p}: those that the rules in force let count. */
    static final String NOT_WITHHELD = " and not exists (select 1 from rule_hit h where h.set_id in"
            + " (select id from rule_set where state = 'in force') and h.run_id = p.run_id and h.seq = p.seq and h.withheld = 1)";

    private static final String SET =
            "select id, hall, version, rules, who, entered_millis, from_millis, state, done, total from rule_set";

    private static final String LINE =
            "select p.run_id, p.seq, p.placed_millis, p.received_millis, p.level, p.session, p.synced,"
                    + " p.placed_by, h.rules, h.withheld from press p cross join run r cross join terminal t"
                    + " left join rule_hit h on h.set_id = ? and h.run_id = p.run_id and h.seq = p.seq"
                    + " where p.state = 0 and p.level is not null and r.id = p.run_id and t.id = r.terminal_id"
                    + " and t.hall = ? and p.window_id = ?";

    private static final String UP = " order by p.placed_millis, p.run_id, p.seq limit ?";
    private static final String DOWN = " order by p.placed_millis desc, p.run_id desc, p.seq desc limit ?";

    private final Statements statements;

    RuleTable(Statements statements) {
        this.statements = statements;
    }

    /**
     * A press with what it meets by a version as it is stored.
     *
     * @param rules ids separated by spaces, empty for none
     */
    public record Judged(RatedPress press, String rules, boolean withheld) {}

    /** Where a version has got to. */
    public record Place(String window, long placedMillis, long runId, long seq) {
        /** The place before all presses of a window. */
        public static Place before(String window) {
            return new Place(window, Long.MIN_VALUE, 0, 0);
        }
    }

    /** The versions that presses of a hall are judged by: the one in force, and the one that is being worked out. */
    public List<RuleSetRow> active(String hall) throws SQLException {
        return sets(
                statements.with(SET + " where hall = ? and state in ('in force', 'building') order by version", hall));
    }

    /** Those that are being worked out. */
    public List<RuleSetRow> building() throws SQLException {
        return sets(statements.with(SET + " where state = 'building' order by id"));
    }

    /** All versions of a hall, the newest first. */
    public List<RuleSetRow> all(String hall) throws SQLException {
        return sets(statements.with(SET + " where hall = ? order by version desc", hall));
    }

    private static List<RuleSetRow> sets(PreparedStatement query) throws SQLException {
        List<RuleSetRow> found = new ArrayList<>();
        try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
                found.add(new RuleSetRow(
                        row.getLong(1),
                        row.getString(2),
                        row.getLong(3),
                        RuleSet.parse(row.getString(4)),
                        row.getString(5),
                        row.getLong(6),
                        RunTable.nullable(row, 7),
                        State.of(row.getString(8)),
                        row.getLong(9),
                        row.getLong(10)));
            }
        }
        return found;
    }

    /**
     * Adds a version that is to be worked out; one that is so already is dropped.
     *
     * @param version above all of its hall
     */
    public void insert(String hall, long version, RuleSet rules, String who, long nowMillis) throws SQLException {
        statements
                .with("update rule_set set state = 'dropped' where hall = ? and state = 'building'", hall)
                .executeUpdate();
        statements
                .with(
                        "insert into rule_set (hall, version, rules, who, entered_millis, state, done, total, window_id,"
                                + " placed_millis, run_id, seq) values (?, ?, ?, ?, ?, 'building', 0, ?, '', 0, 0, 0)",
                        hall,
                        version,
                        rules.text(),
                        who,
                        nowMillis,
                        counted(hall))
                .executeUpdate();
    }

    /** How many ratings of a hall count but for the rules. */
    private long counted(String hall) throws SQLException {
        return statements.number("select coalesce(sum(n), 0) from tally where hall = ?", hall)
                + statements.number(
                        "select coalesce(sum(t.n), 0) from rule_tally t join rule_set s on s.id = t.set_id"
                                + " where s.hall = ? and s.state = 'in force'",
                        hall);
    }

    /** Up to so many presses of a window before an instant, in their order. */
    List<Judged> before(RuleSetRow set, String window, long millis, int limit) throws SQLException {
        List<Judged> found = limit == 0
                ? new ArrayList<>()
                : line(statements.with(
                        LINE + " and p.placed_millis < ?" + DOWN, set.id(), set.hall(), window, millis, limit));
        Collections.reverse(found);
        return found;
    }

    /** The presses of a window from instant to instant, both included, in their order. */
    List<Judged> between(RuleSetRow set, String window, long fromMillis, long toMillis) throws SQLException {
        return line(statements.with(
                LINE + " and p.placed_millis between ? and ?" + UP,
                set.id(),
                set.hall(),
                window,
                fromMillis,
                toMillis,
                Integer.MAX_VALUE));
    }

    /** Up to so many presses of a window after an instant, in their order. */
    List<Judged> after(RuleSetRow set, String window, long millis, int limit) throws SQLException {
        return limit == 0
                ? List.of()
                : line(statements.with(
                        LINE + " and p.placed_millis > ?" + UP, set.id(), set.hall(), window, millis, limit));
    }

    /** Up to so many presses of a window before a place, in their order. */
    public List<Judged> before(RuleSetRow set, Place place, int limit) throws SQLException {
        List<Judged> found = limit == 0
                ? new ArrayList<>()
                : line(statements.with(
                        LINE + " and (p.placed_millis, p.run_id, p.seq) <= (?, ?, ?)" + DOWN,
                        set.id(),
                        set.hall(),
                        place.window(),
                        place.placedMillis(),
                        place.runId(),
                        place.seq(),
                        limit));
        Collections.reverse(found);
        return found;
    }

    /** Up to so many presses of a window after a place, in their order. */
    public List<Judged> after(RuleSetRow set, Place place, int limit) throws SQLException {
        return line(statements.with(
                LINE + " and p.placed_millis >= ? and (p.placed_millis, p.run_id, p.seq) > (?, ?, ?)" + UP,
                set.id(),
                set.hall(),
                place.window(),
                place.placedMillis(),
                place.placedMillis(),
                place.runId(),
                place.seq(),
                limit));
    }

    private static List<Judged> line(PreparedStatement query) throws SQLException {
        List<Judged> found = new ArrayList<>();
        try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
                String rules = row.getString(9);
                found.add(new Judged(
                        new RatedPress(
                                row.getLong(1),
                                row.getLong(2),
                                row.getLong(3),
                                row.getLong(4),
                                row.getInt(5),
                                row.getString(6) != null,
                                row.getInt(7) == 1 && Codes.by(row.getInt(8)) != EventTime.By.WALL),
                        rules == null ? "" : rules,
                        row.getInt(10) == 1));
            }
        }
        return found;
    }

    /** Whether a press is stored to be withheld; it is not stored to meet anything afterwards. */
    boolean take(long setId, long runId, long seq) throws SQLException {
        boolean withheld = statements.number(
                        "select withheld from rule_hit where set_id = ? and run_id = ? and seq = ?", setId, runId, seq)
                == 1;
        statements
                .with("delete from rule_hit where set_id = ? and run_id = ? and seq = ?", setId, runId, seq)
                .executeUpdate();
        return withheld;
    }

    void put(long setId, RatedPress press, String rules, boolean withheld) throws SQLException {
        if (rules.isEmpty()) {
            statements
                    .with(
                            "delete from rule_hit where set_id = ? and run_id = ? and seq = ?",
                            setId,
                            press.runId(),
                            press.seq())
                    .executeUpdate();
        } else {
            statements
                    .with(
                            "insert into rule_hit (set_id, run_id, seq, rules, withheld) values (?, ?, ?, ?, ?)"
                                    + " on conflict (set_id, run_id, seq)"
                                    + " do update set rules = excluded.rules, withheld = excluded.withheld",
                            setId,
                            press.runId(),
                            press.seq(),
                            rules,
                            withheld ? 1 : 0)
                    .executeUpdate();
        }
    }

    /** Adds to what a version takes from the tallies. */
    void add(long setId, Map<TallyKey, Tally> changes) throws SQLException {
        for (Map.Entry<TallyKey, Tally> change : changes.entrySet()) {
            TallyKey key = change.getKey();
            statements
                    .with(
                            "insert into rule_tally (set_id, window_id, bucket_start_millis, level, n, late)"
                                    + " values (?, ?, ?, ?, ?, ?) on conflict (set_id, window_id, bucket_start_millis, level)"
                                    + " do update set n = rule_tally.n + excluded.n, late = rule_tally.late + excluded.late",
                            setId,
                            key.window(),
                            key.bucketStartMillis(),
                            key.level(),
                            change.getValue().n(),
                            change.getValue().late())
                    .executeUpdate();
        }
    }

    /** How many presses are stored to meet anything by a version. */
    long hits(long setId) throws SQLException {
        return statements.number("select count(*) from rule_hit where set_id = ?", setId);
    }

    /** When windows paused. */
    PauseTable pauses() {
        return new PauseTable(statements);
    }

    /** When halls are open. */
    OpeningTable openings() {
        return new OpeningTable(statements);
    }

    /** Shares of top ratings, as versions have them. */
    ShareTable shares() {
        return new ShareTable(statements);
    }

    boolean isNearSign(String hall, String window, long fromMillis, long toMillis) throws SQLException {
        return statements.number(
                        "select count(*) from duty where hall = ? and window_id = ? and from_millis between ? and ?",
                        hall,
                        window,
                        fromMillis,
                        toMillis)
                > 0;
    }

    /** Where a version has got to; before the first window where it has not begun. */
    public Place place(long setId) throws SQLException {
        try (ResultSet row = statements
                .with("select window_id, placed_millis, run_id, seq from rule_set where id = ?", setId)
                .executeQuery()) {
            return row.next()
                    ? new Place(row.getString(1), row.getLong(2), row.getLong(3), row.getLong(4))
                    : Place.before("");
        }
    }

    public void putPlace(long setId, Place place, long more) throws SQLException {
        statements
                .with(
                        "update rule_set set window_id = ?, placed_millis = ?, run_id = ?, seq = ?, done = done + ?"
                                + " where id = ?",
                        place.window(),
                        place.placedMillis(),
                        place.runId(),
                        place.seq(),
                        more,
                        setId)
                .executeUpdate();
    }

    /** The next window of a hall in which anything was ever counted. */
    public Optional<String> windowAfter(String hall, String window) throws SQLException {
        try (ResultSet row = statements
                .with("select min(window_id) from tally where hall = ? and window_id > ?", hall, window)
                .executeQuery()) {
            return row.next() ? Optional.ofNullable(row.getString(1)) : Optional.empty();
        }
    }

    /**
     * Puts a version that is worked out in force: the tallies become what they are by it, in this transaction.
     *
     * @param holdsBack whether the hall's published figures do not move with its tallies
     * @return what is counted otherwise now
     */
    public Set<TallyKey> swap(RuleSetRow set, boolean holdsBack, long nowMillis) throws SQLException {
        Set<TallyKey> changed = new HashSet<>();
        String changes =
                "select s.hall, t.window_id, t.bucket_start_millis, t.level, sum(case when s.id = ? then -t.n else t.n end),"
                        + " sum(case when s.id = ? then -t.late else t.late end)"
                        + " from rule_tally t join rule_set s on s.id = t.set_id"
                        + " where s.hall = ? and (s.state = 'in force' or s.id = ?)"
                        + " group by s.hall, t.window_id, t.bucket_start_millis, t.level"
                        + " having sum(case when s.id = ? then -t.n else t.n end) <> 0"
                        + " or sum(case when s.id = ? then -t.late else t.late end) <> 0";
        Object[] parameters = {set.id(), set.id(), set.hall(), set.id(), set.id(), set.id()};
        Map<TallyKey, Tally> by = new HashMap<>();
        try (ResultSet row = statements.with(changes, parameters).executeQuery()) {
            while (row.next()) {
                TallyKey key = new TallyKey(row.getString(1), row.getString(2), row.getLong(3), row.getInt(4));
                by.put(key, new Tally(row.getLong(5), row.getLong(6)));
                changed.add(key);
            }
        }
        new TallyTable(statements).add(by);
        if (holdsBack) {
            new HeldBackTable(statements).add(by);
        }
        statements
                .with("update rule_set set state = 'past' where hall = ? and state = 'in force'", set.hall())
                .executeUpdate();
        statements
                .with("update rule_set set state = 'in force', from_millis = ? where id = ?", nowMillis, set.id())
                .executeUpdate();
        return changed;
    }

    /**
     * Lets go of some of what presses met by versions that are not in force any more.
     *
     * @return whether that is all
     */
    public boolean forget(int limit) throws SQLException {
        List<Long> gone = new ArrayList<>();
        try (ResultSet row = statements
                .with("select s.id from rule_set s where s.state in ('past', 'dropped')"
                        + " and exists (select 1 from rule_hit h where h.set_id = s.id)")
                .executeQuery()) {
            while (row.next()) {
                gone.add(row.getLong(1));
            }
        }
        if (!gone.isEmpty()) {
            statements
                    .with(
                            "delete from rule_hit where set_id = ? and (run_id, seq) in"
                                    + " (select run_id, seq from rule_hit where set_id = ? limit ?)",
                            gone.get(0),
                            gone.get(0),
                            limit)
                    .executeUpdate();
        }
        return gone.isEmpty();
    }
}
