package io.hallpulse.gateway.reprocess;

import io.hallpulse.contract.message.Press;
import io.hallpulse.contract.message.ReceivedPresses;
import io.hallpulse.domain.count.Tally;
import io.hallpulse.domain.count.TallyKey;
import io.hallpulse.domain.directory.Hall;
import io.hallpulse.domain.directory.Halls;
import io.hallpulse.domain.press.Derivation;
import io.hallpulse.domain.press.Placing;
import io.hallpulse.domain.press.PressState;
import io.hallpulse.domain.press.RunRow;
import io.hallpulse.domain.press.StoredPress;
import io.hallpulse.domain.time.BootRow;
import io.hallpulse.domain.time.Buckets;
import io.hallpulse.domain.time.EventTime;
import io.hallpulse.gateway.store.ExpectedTallies;
import io.hallpulse.gateway.store.RuleHits;
import io.hallpulse.gateway.store.RuleSetRow;
import io.hallpulse.gateway.store.RunTable;
import io.hallpulse.gateway.store.Snapshot;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Works out from the raw presses alone what every state, event time, received range and tally must be, and says where the database
 * says something else. Its memory does not grow with the presses. One thread.
 */
public final class Verification {
    private static final int AT_ONCE = 1000;
    private static final int BOOTS = 100_000;

    private final Snapshot snapshot;
    private final Halls halls;
    private final Consumer<String> line;
    private final Map<String, Set<String>> windowsEver = new HashMap<>();
    private final Map<Long, RunTable.Redating> redating = new HashMap<>();
    private long presses;
    private long runs;
    private long tallies;
    private long waiting;
    private long differences;

    private Verification(Snapshot snapshot, Halls halls, Consumer<String> line) {
        this.snapshot = snapshot;
        this.halls = halls;
        this.line = line;
    }

    /**
     * What was looked at and found.
     *
     * @param waiting presses that are not placed by what is known yet, which the gateway is about to do
     */
    public record Result(long presses, long runs, long tallies, long waiting, long differences) {
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%d presses of %d runs, %d tallies: %s%s",
                    presses,
                    runs,
                    tallies,
                    differences == 0 ? "no difference" : differences + " differences",
                    waiting == 0 ? "" : "; " + waiting + " presses are still to be placed");
        }
    }

    /**
     * Verifies the halls that are configured.
     *
     * @param line told each difference, in one line
     */
    public static Result run(Snapshot snapshot, Halls halls, Consumer<String> line) throws SQLException, IOException {
        return new Verification(snapshot, halls, line).run();
    }

    private Result run() throws SQLException, IOException {
        for (RunTable.Redating boot : snapshot.runs().redating(BOOTS)) {
            redating.put(boot.bootId(), boot);
        }
        try (ExpectedTallies expected = new ExpectedTallies()) {
            List<Snapshot.RunOf> some = snapshot.runsAfter(0);
            while (!some.isEmpty()) {
                for (Snapshot.RunOf run : some) {
                    verify(run, expected);
                }
                some = snapshot.runsAfter(some.get(some.size() - 1).run().id());
            }
            for (Hall hall : halls.all()) {
                verifyRules(hall, expected);
            }
            compare(expected);
        }
        return new Result(presses, runs, tallies, waiting, differences);
    }

    private void verify(Snapshot.RunOf of, ExpectedTallies expected) throws SQLException {
        Hall hall = halls.hall(of.terminal().hall());
        if (hall == null) {
            return;
        }
        if (!windowsEver.containsKey(hall.id())) {
            windowsEver.put(hall.id(), snapshot.windowsEver(hall.id()));
        }
        runs++;
        RunRow run = of.run();
        BootRow boot = run.bootId() == 0 ? BootRow.unknown(0) : snapshot.runs().boot(run.bootId());
        Derivation derivation = new Derivation(run, boot, hall.zone());
        NavigableMap<Long, Long> ranges = new TreeMap<>();
        List<StoredPress> some = snapshot.presses().from(run.id(), 0, AT_ONCE);
        some.forEach(derivation::neighbour);
        while (!some.isEmpty()) {
            long last = some.get(some.size() - 1).item().seq();
            List<StoredPress> next = snapshot.presses().from(run.id(), last + 1, AT_ONCE);
            next.forEach(derivation::neighbour);
            derivation.superseders(
                    snapshot.presses().superseders(run.id(), some.get(0).item().seq(), last));
            for (StoredPress press : some) {
                verify(of, hall, press, derivation, expected);
                extend(ranges, press.item().seq());
            }
            derivation.dropBelow(last - Placing.REACH);
            some = next;
        }
        NavigableMap<Long, Long> stored = snapshot.runs().ranges(run.id());
        if (!ranges.equals(stored)) {
            differ(of, "received ranges " + stored + ", by its presses " + ranges);
        }
    }

    /** What the rules in force take from the tallies. */
    private void verifyRules(Hall hall, ExpectedTallies expected) throws SQLException {
        for (RuleSetRow set : snapshot.rules().active(hall.id())) {
            if (set.state() == RuleSetRow.State.IN_FORCE) {
                RuleHits.verify(snapshot.rules(), hall, set, new RuleHits.Withheld() {
                    @Override
                    public void take(TallyKey key, Tally one) throws SQLException {
                        expected.count(key, one.negated());
                    }

                    @Override
                    public void differ(String what) {
                        differences++;
                        line.accept("hall " + hall.id() + ' ' + what);
                    }
                });
            }
        }
    }

    private static void extend(NavigableMap<Long, Long> ranges, long seq) {
        Map.Entry<Long, Long> last = ranges.lastEntry();
        ranges.put(last != null && last.getValue() == seq - 1 ? last.getKey() : seq, seq);
    }

    private void verify(
            Snapshot.RunOf of, Hall hall, StoredPress press, Derivation derivation, ExpectedTallies expected)
            throws SQLException {
        presses++;
        long seq = press.item().seq();
        if (!(press.item() instanceof ReceivedPresses.Valid valid)) {
            return;
        }
        Press raw = valid.press();
        boolean known = hall.windows().containsKey(raw.window())
                || (press.state() != PressState.UNPLACED && isEver(hall.id(), raw.window()));
        PressState state = derivation.state(press, known);
        if (state != press.state()) {
            differ(of, "seq " + seq + ": state " + word(press.state()) + ", by the rules " + word(state));
        }
        EventTime eventTime = press.eventTime();
        if (eventTime.by() == EventTime.By.PENDING || isStillToBePlaced(of.run(), seq)) {
            waiting++;
        } else {
            eventTime = derivation.eventTime(press);
            if (!eventTime.equals(press.eventTime())) {
                differ(of, "seq " + seq + ": placed " + text(press.eventTime()) + ", by the rules " + text(eventTime));
            }
        }
        Integer level = raw.level();
        if (state == PressState.COUNTED && level != null) {
            expected.count(
                    new TallyKey(hall.id(), raw.window(), Buckets.startOf(eventTime, hall.zone()), level),
                    Tally.of(eventTime, press.receivedMillis(), 1));
        }
    }

    private boolean isEver(String hall, String window) {
        return windowsEver.getOrDefault(hall, Set.of()).contains(window);
    }

    private boolean isStillToBePlaced(RunRow run, long seq) {
        RunTable.Redating from = redating.get(run.bootId());
        return from != null && (run.id() > from.fromRunId() || (run.id() == from.fromRunId() && seq >= from.fromSeq()));
    }

    private void compare(ExpectedTallies expected) throws SQLException {
        for (Snapshot.WindowOf window : snapshot.tallied()) {
            if (halls.hall(window.hall()) != null) {
                compare(window, expected);
            }
        }
        expected.rest(tally -> {
            if (!tally.getValue().equals(Tally.ZERO)) {
                differ(tally.getKey(), Tally.ZERO, tally.getValue());
            }
        });
    }

    private void compare(Snapshot.WindowOf window, ExpectedTallies expected) throws SQLException {
        List<Snapshot.OfKey> some = snapshot.talliesAfter(window.hall(), window.window(), Long.MIN_VALUE, 0);
        while (!some.isEmpty()) {
            for (Snapshot.OfKey stored : some) {
                tallies++;
                Tally right = expected.take(stored.key());
                if (!right.equals(stored.tally())) {
                    differ(stored.key(), stored.tally(), right);
                }
            }
            TallyKey last = some.get(some.size() - 1).key();
            some = snapshot.talliesAfter(window.hall(), window.window(), last.bucketStartMillis(), last.level());
        }
    }

    private void differ(Snapshot.RunOf of, String what) {
        differences++;
        line.accept(of.terminal() + " run " + of.run().run() + " " + what);
    }

    private void differ(TallyKey key, Tally stored, Tally right) {
        differences++;
        String bucket = key.bucketStartMillis() == Buckets.UNCERTAIN
                ? "of uncertain time"
                : "from " + Instant.ofEpochMilli(key.bucketStartMillis());
        line.accept("tally of " + key.hall() + " window " + key.window() + " " + bucket + " level " + key.level() + ": "
                + stored.n() + " (" + stored.late() + " late), by its presses " + right.n() + " (" + right.late()
                + " late)");
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static String text(EventTime eventTime) {
        Long millis = eventTime.millis();
        return word(eventTime.by()) + instant(millis);
    }

    private static String instant(@Nullable Long millis) {
        return millis == null ? "" : " " + Instant.ofEpochMilli(millis);
    }
}
