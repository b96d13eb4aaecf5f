package io.hallpulse.gateway.store;

import io.hallpulse.contract.message.ReceivedPresses;
import io.hallpulse.domain.count.Tally;
import io.hallpulse.domain.count.TallyChanges;
import io.hallpulse.domain.count.TallyKey;
import io.hallpulse.domain.directory.Hall;
import io.hallpulse.domain.duty.Pause;
import io.hallpulse.domain.fraud.RatedPress;
import io.hallpulse.domain.fraud.Rule;
import io.hallpulse.domain.fraud.RuleJudging;
import io.hallpulse.domain.fraud.RuleSet;
import io.hallpulse.domain.press.Change;
import io.hallpulse.domain.press.PressState;
import io.hallpulse.domain.press.StoredPress;
import io.hallpulse.domain.time.Buckets;
import io.hallpulse.domain.time.EventTime;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the presses of a hall meet by one version of its rules, brought up to date: where a press is new or otherwise than before, it and
 * those of its window in reach after it are judged anew; nothing else can be judged otherwise. One transaction.
 */
public final class RuleHits {
    /** Presses further apart than that are asked for one by one. */
    private static final long GAP_MILLIS = Duration.ofHours(1).toMillis();

    private static final int PAGE = 1000;

    private final RuleTable table;
    private final Hall hall;
    private final RuleSetRow set;
    private final HallCircumstances circumstances;
    private final Map<TallyKey, Tally> taken = new HashMap<>();
    private final Set<Key> withheld = new HashSet<>();

    /** A press by its run and number. */
    public record Key(long runId, long seq) {}

    private RuleHits(RuleTable table, Hall hall, RuleSetRow set, boolean writes) throws SQLException {
        this.table = table;
        this.hall = hall;
        this.set = set;
        this.circumstances = new HallCircumstances(table, hall, set, writes);
    }

    /**
     * Judges what changes in a transaction, by every version of each hall's rules that counts. The presses are written already.
     *
     * @param changes of each hall; a hall of many windows is slow to compare
     * @param tallies to which is added what the rules in force take and give back
     * @return presses that met rules in force just now and are not counted
     */
    public static Set<Key> update(
            StoreWriter.Tables tables, IdentityHashMap<Hall, List<Change>> changes, TallyChanges tallies)
            throws SQLException {
        Set<Key> withheld = new HashSet<>();
        for (Map.Entry<Hall, List<Change>> of : changes.entrySet()) {
            for (RuleSetRow set : tables.rules().active(of.getKey().id())) {
                RuleHits hits = new RuleHits(tables.rules(), of.getKey(), set, true);
                hits.update(of.getValue(), tallies);
                if (set.state() == RuleSetRow.State.IN_FORCE) {
                    withheld.addAll(hits.withheld);
                }
            }
        }
        return withheld;
    }

    /** Judges anew what was pressed at a window around the instant at which staff signed in or out there. */
    public static void signed(StoreWriter.Tables tables, Hall hall, String window, long millis) throws SQLException {
        around(tables, hall, window, Rule.SIGN, "seconds", Duration.ofSeconds(1), millis, millis);
    }

    /**
     * Judges anew what was pressed at a window near the end of its pause, and since.
     *
     * @param pause as it has ended
     * @param wouldMillis when it would have ended
     * @return what is counted otherwise now
     */
    public static Set<TallyKey> resumed(StoreWriter.Tables tables, Hall hall, Pause pause, long wouldMillis)
            throws SQLException {
        return around(
                tables,
                hall,
                pause.window(),
                Rule.CLOSED,
                "graceMinutes",
                Duration.ofMinutes(1),
                pause.endsMillis(),
                wouldMillis);
    }

    /** Judges anew what was pressed at a window between two instants, and as much before and after as a rule's parameter says. */
    private static Set<TallyKey> around(
            StoreWriter.Tables tables,
            Hall hall,
            String window,
            Rule rule,
            String parameter,
            Duration unit,
            long fromMillis,
            long toMillis)
            throws SQLException {
        TallyChanges tallies = new TallyChanges();
        for (RuleSetRow set : tables.rules().active(hall.id())) {
            if (set.rules().isOn(rule)) {
                long reach = set.rules().of(rule).whole(parameter) * unit.toMillis();
                RuleHits hits = new RuleHits(tables.rules(), hall, set, true);
                hits.judge(window, fromMillis - reach, toMillis + reach);
                hits.finish(tallies);
            }
        }
        tables.tallies().add(tallies.changes());
        tables.heldBack().add(tallies.heldBack());
        return Set.copyOf(tallies.changes().keySet());
    }

    private void update(List<Change> changes, TallyChanges tallies) throws SQLException {
        Map<String, TreeSet<Long>> touched = new TreeMap<>();
        for (Change change : changes) {
            StoredPress before = change.before();
            RatedPress was = before == null ? null : rated(change.runId(), before);
            RatedPress now = rated(change.runId(), change.now());
            if (was != null) {
                touched.computeIfAbsent(window(change), window -> new TreeSet<>())
                        .add(was.placedMillis());
                if (table.take(set.id(), was.runId(), was.seq())) {
                    count(window(change), was, -1);
                }
            }
            if (now != null) {
                touched.computeIfAbsent(window(change), window -> new TreeSet<>())
                        .add(now.placedMillis());
            }
        }
        for (Map.Entry<String, TreeSet<Long>> of : touched.entrySet()) {
            judgeAround(of.getKey(), of.getValue());
        }
        finish(tallies);
    }

    private static String window(Change change) {
        return change.now().item() instanceof ReceivedPresses.Valid valid
                ? valid.press().window()
                : "";
    }

    /** A press as the rules see it; null where it is none of theirs. */
    static @Nullable RatedPress rated(long runId, StoredPress stored) {
        Long placed = stored.eventTime().millis();
        if (stored.state() != PressState.COUNTED
                || placed == null
                || !(stored.item() instanceof ReceivedPresses.Valid valid)) {
            return null;
        }
        Integer level = valid.press().level();
        return level == null
                ? null
                : new RatedPress(
                        runId,
                        valid.press().seq(),
                        placed,
                        stored.receivedMillis(),
                        level,
                        valid.press().session() != null,
                        stored.isClockDoubtful());
    }

    /** Judges the presses of a window between those instants and in reach after them, and writes what is otherwise. */
    private void judgeAround(String window, SortedSet<Long> millis) throws SQLException {
        long from = millis.first();
        long to = from;
        for (long next : millis) {
            if (next - to > GAP_MILLIS) {
                judge(window, from, to);
                from = next;
            }
            to = next;
        }
        judge(window, from, to);
    }

    private void judge(String window, long fromMillis, long toMillis) throws SQLException {
        List<RuleTable.Judged> meant = table.between(set, window, fromMillis, toMillis);
        int reach = reach(meant);
        List<RuleTable.Judged> line = new ArrayList<>(table.before(set, window, fromMillis, reach));
        int first = line.size();
        line.addAll(meant);
        line.addAll(table.after(set, window, toMillis, reach));
        judge(window, line, first);
    }

    /**
     * Applies a version that is being worked out to some more presses, and puts it in force after the last. One transaction.
     *
     * @param hall whose rules they are
     * @param tallied to which is added what is counted otherwise now
     * @return whether that was all
     */
    public static boolean build(
            StoreWriter.Tables tables, Hall hall, RuleSetRow set, int limit, long nowMillis, Set<TallyKey> tallied)
            throws SQLException {
        RuleTable table = tables.rules();
        RuleTable.Place place = table.place(set.id());
        List<RuleTable.Judged> meant = table.after(set, place, limit);
        if (!meant.isEmpty()) {
            RuleHits hits = new RuleHits(table, hall, set, true);
            List<RuleTable.Judged> line = new ArrayList<>(table.before(set, place, hits.reach(meant)));
            int first = line.size();
            line.addAll(meant);
            hits.judge(place.window(), line, first);
            hits.finish(new TallyChanges());
            RatedPress last = meant.get(meant.size() - 1).press();
            table.putPlace(
                    set.id(),
                    new RuleTable.Place(place.window(), last.placedMillis(), last.runId(), last.seq()),
                    meant.size());
            return false;
        }
        Optional<String> next = table.windowAfter(hall.id(), place.window());
        if (next.isPresent()) {
            table.putPlace(set.id(), RuleTable.Place.before(next.get()), 0);
            return false;
        }
        tallied.addAll(table.swap(set, !hall.screen().publishesAtOnce(), nowMillis));
        return true;
    }

    /** Told each press of a hall. */
    public interface Found {
        /**
         * A press.
         *
         * @param stored what it meets as it is stored
         * @param met what it meets by the rules
         */
        void take(String window, RuleTable.Judged stored, Set<Rule> met) throws SQLException;
    }

    /** Told what the rules take from the tallies, and what is not as it is stored. */
    public interface Withheld {
        /** A press that is not counted. */
        void take(TallyKey key, Tally one) throws SQLException;

        /** A press that is stored to meet something else than it does, in one line. */
        void differ(String what);
    }

    /** Works out from the presses alone what they meet by a version in force; writes nothing. */
    public static void verify(RuleTable table, Hall hall, RuleSetRow set, Withheld withheld) throws SQLException {
        long[] stored = {0};
        new RuleHits(table, hall, set, false).each(Long.MIN_VALUE, Long.MAX_VALUE, (window, judged, met) -> {
            String ids = RuleSet.ids(met);
            stored[0] += judged.rules().isEmpty() ? 0 : 1;
            if (!ids.equals(judged.rules()) || isWithheld(met) != judged.withheld()) {
                withheld.differ("window " + window + " run " + judged.press().runId() + " seq "
                        + judged.press().seq() + ": meets '" + judged.rules() + "', by the rules '" + ids + "'");
            }
            if (isWithheld(met)) {
                withheld.take(key(hall, window, judged.press()), tally(judged.press(), 1));
            }
        });
        long all = table.hits(set.id());
        if (all != stored[0]) {
            withheld.differ((all - stored[0]) + " presses that meet a rule are none that count");
        }
    }

    /** Judges the presses of a span by rules that are not stored; the shares of top ratings are those of now. Writes nothing. */
    static void preview(RuleTable table, Hall hall, RuleSet rules, long fromMillis, long toMillis, RuleReader.Met each)
            throws SQLException {
        RuleSetRow set = new RuleSetRow(0, hall.id(), 0, rules, "", 0, null, RuleSetRow.State.BUILDING, 0, 0);
        RuleHits hits = new RuleHits(table, hall, set, false);
        hits.circumstances.ask(fromMillis, toMillis);
        hits.each(
                fromMillis,
                toMillis,
                (window, judged, met) -> each.take(judged.press().level(), RuleSet.ids(met), isWithheld(met)));
    }

    private void each(long fromMillis, long toMillis, Found found) throws SQLException {
        int reach = RuleJudging.reach(set.rules(), circumstances.shares());
        Optional<String> window = table.windowAfter(hall.id(), "");
        while (window.isPresent()) {
            each(window.get(), fromMillis, toMillis, reach, found);
            window = table.windowAfter(hall.id(), window.get());
        }
    }

    private void each(String window, long fromMillis, long toMillis, int reach, Found found) throws SQLException {
        RuleJudging judging = new RuleJudging(set.rules(), window, circumstances.of(window));
        List<RuleTable.Judged> line = new ArrayList<>(table.before(set, window, fromMillis, reach));
        RuleTable.Place place = new RuleTable.Place(window, fromMillis, 0, 0);
        List<RuleTable.Judged> more = table.after(set, place, PAGE);
        while (!more.isEmpty()) {
            int first = line.size();
            line.addAll(more);
            List<RatedPress> presses =
                    line.stream().map(RuleTable.Judged::press).toList();
            for (int i = first; i < line.size(); i++) {
                if (presses.get(i).placedMillis() >= toMillis) {
                    return;
                }
                found.take(window, line.get(i), met(judging, presses, i));
            }
            RatedPress last = presses.get(presses.size() - 1);
            line.subList(0, Math.max(0, line.size() - reach)).clear();
            place = new RuleTable.Place(window, last.placedMillis(), last.runId(), last.seq());
            more = table.after(set, place, PAGE);
        }
    }

    /** How far the rules look back, once the shares that those presses want are frozen. */
    int reach(Collection<RuleTable.Judged> presses) throws SQLException {
        if (set.rules().isOn(Rule.RUN)) {
            for (RuleTable.Judged judged : presses) {
                circumstances.topShare(judged.press());
            }
        }
        return RuleJudging.reach(set.rules(), circumstances.shares());
    }

    /** Judges a line from an index on, and writes what is otherwise than it is stored. */
    void judge(String window, List<RuleTable.Judged> line, int first) throws SQLException {
        RuleJudging judging = new RuleJudging(set.rules(), window, circumstances.of(window));
        List<RatedPress> presses = line.stream().map(RuleTable.Judged::press).toList();
        for (int i = first; i < line.size(); i++) {
            RuleTable.Judged stored = line.get(i);
            Set<Rule> met = met(judging, presses, i);
            String ids = RuleSet.ids(met);
            if (!ids.equals(stored.rules())) {
                boolean withholds = isWithheld(met);
                table.put(set.id(), stored.press(), ids, withholds);
                if (withholds) {
                    withheld.add(new Key(stored.press().runId(), stored.press().seq()));
                }
                if (withholds != stored.withheld()) {
                    count(window, stored.press(), withholds ? 1 : -1);
                }
            }
        }
    }

    static Set<Rule> met(RuleJudging judging, List<RatedPress> presses, int index) throws SQLException {
        try {
            return judging.met(presses, index);
        } catch (HallCircumstances.Failed e) {
            throw e.failure();
        }
    }

    static boolean isWithheld(Set<Rule> met) {
        return met.stream().anyMatch(rule -> !rule.isNotice());
    }

    private void count(String window, RatedPress press, long n) {
        taken.merge(key(hall, window, press), tally(press, n), Tally::plus);
    }

    static TallyKey key(Hall hall, String window, RatedPress press) {
        return new TallyKey(hall.id(), window, Buckets.startOf(placed(press), hall.zone()), press.level());
    }

    static Tally tally(RatedPress press, long n) {
        return Tally.of(placed(press), press.receivedMillis(), n);
    }

    private static EventTime placed(RatedPress press) {
        return new EventTime(EventTime.By.WALL, press.placedMillis());
    }

    /** Writes what the version takes; if it is in force, the tallies are to give it. */
    void finish(TallyChanges tallies) throws SQLException {
        taken.values().removeIf(Tally.ZERO::equals);
        table.add(set.id(), taken);
        if (set.state() == RuleSetRow.State.IN_FORCE) {
            Map<TallyKey, Tally> given = new HashMap<>();
            taken.forEach((key, tally) -> given.put(key, tally.negated()));
            tallies.add(hall, given);
        }
        taken.clear();
    }
}
