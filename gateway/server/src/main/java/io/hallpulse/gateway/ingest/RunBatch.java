package io.hallpulse.gateway.ingest;

import io.hallpulse.contract.message.Press;
import io.hallpulse.contract.message.ReceivedPresses;
import io.hallpulse.domain.directory.Hall;
import io.hallpulse.domain.press.Change;
import io.hallpulse.domain.press.Derivation;
import io.hallpulse.domain.press.Judging;
import io.hallpulse.domain.press.Placing;
import io.hallpulse.domain.press.PressState;
import io.hallpulse.domain.press.Spans;
import io.hallpulse.domain.press.StoredPress;
import io.hallpulse.domain.press.Superseder;
import io.hallpulse.domain.time.BootRow;
import io.hallpulse.domain.time.EventTime;
import io.hallpulse.gateway.store.PressTable;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What one group adds to one run. Once it is complete, what has a say in it is loaded, and all that it changes is derived: a press may
 * take back another of the same group.
 */
final class RunBatch {
    private final RunState run;
    private final Hall hall;
    /** The highest seq that the run had before this group. */
    private final long highestBefore;

    private final Map<Long, StoredPress> added = new LinkedHashMap<>();
    /** Of those that are valid. */
    private final NavigableSet<Long> validSeqs = new TreeSet<>();
    /** What those take back. */
    private final Set<Superseder> superseders = new HashSet<>();

    private final List<Repeat> repeated = new ArrayList<>();

    /** What came under an identity that is known. */
    record Repeat(ReceivedPresses.Item item, long receivedMillis) {}

    /** Stored presses that have a say, by seq, and what takes back those that others overtook. */
    record Known(Map<Long, StoredPress> presses, Set<Superseder> superseders) {}

    /**
     * What the group makes of the run.
     *
     * @param boot what is known of its boot's clocks now
     */
    record Derived(BootRow boot, List<Change> changes) {}

    RunBatch(RunState run, Hall hall) {
        this.run = run;
        this.hall = hall;
        this.highestBefore = run.ranges().highest();
    }

    RunState run() {
        return run;
    }

    Hall hall() {
        return hall;
    }

    /** Adds a press; what it is becomes known by {@link #derive}. */
    void add(ReceivedPresses.Item item, long receivedMillis) {
        if (item instanceof ReceivedPresses.Valid valid) {
            addValid(valid.press());
            added.put(item.seq(), new StoredPress(item, PressState.UNPLACED, EventTime.PENDING, receivedMillis));
        } else {
            added.put(item.seq(), new StoredPress(item, PressState.INVALID, EventTime.UNCERTAIN, receivedMillis));
        }
    }

    private void addValid(Press press) {
        validSeqs.add(press.seq());
        Long target = Judging.takesBack(press) ? press.supersedes() : null;
        if (target != null) {
            superseders.add(new Superseder(target, press.window()));
        }
    }

    /** Adds what came again. */
    void repeat(ReceivedPresses.Item item, long receivedMillis) {
        repeated.add(new Repeat(item, receivedMillis));
    }

    List<Repeat> repeated() {
        return repeated;
    }

    /** The item that has a seq: stored before, or added first. */
    ReceivedPresses.@Nullable Item item(Known known, long seq) {
        StoredPress found = known.presses().getOrDefault(seq, added.get(seq));
        return found == null ? null : found.item();
    }

    /**
     * Loads what has a say in it.
     *
     * @param boot what is known of the run's boot by the end of the group
     * @param clockRight whether the gateway's own clock is
     */
    Known load(PressTable presses, BootRow boot, boolean clockRight) throws SQLException {
        List<Spans.Span> spans = new ArrayList<>(Spans.of(storedSeqs()));
        if (clockRight && !added.isEmpty()) {
            if (isAlone(boot)) {
                run.loadRecent(presses);
            } else {
                for (Spans.Span span : Spans.of(validSeqs)) {
                    spans.add(new Spans.Span(span.from() - 2 * Placing.REACH, span.to() + 2 * Placing.REACH));
                }
            }
        }
        Map<Long, StoredPress> found = new TreeMap<>();
        for (Spans.Span span : spans) {
            found.putAll(presses.between(run.row().id(), span.from(), span.to()));
        }
        Set<Superseder> overtaking = new HashSet<>();
        List<Long> overtaken =
                added.keySet().stream().filter(seq -> seq < highestBefore).toList();
        for (Spans.Span span : Spans.of(overtaken)) {
            overtaking.addAll(presses.superseders(run.row().id(), span.from(), span.to()));
        }
        return new Known(found, overtaking);
    }

    /** What came again or is taken back, and is not of this group. */
    private List<Long> storedSeqs() {
        List<Long> seqs = new ArrayList<>();
        repeated.forEach(repeat -> seqs.add(repeat.item().seq()));
        superseders.forEach(superseder -> seqs.add(superseder.target()));
        seqs.removeIf(seq -> added.containsKey(seq) || !run.ranges().contains(seq));
        return seqs;
    }

    /** Whether its presses are the last of the run and their boot's clock is known: then they move no others. */
    private boolean isAlone(BootRow boot) {
        return (boot.anchor() != null || boot.gatewayOffset() != null)
                && (validSeqs.isEmpty() || validSeqs.first() > highestBefore);
    }

    /**
     * Derives what its presses are, and what others of the run are by now.
     *
     * @param boot what is known of the run's boot by the end of the group
     * @param clockRight whether the gateway's own clock is; else presses wait to be placed
     */
    Derived derive(Known known, BootRow boot, boolean clockRight) {
        if (added.isEmpty()) {
            return new Derived(boot, List.of());
        }
        if (clockRight && highestBefore == 0) {
            run.begins(boot.synced());
        }
        boolean alone = isAlone(boot);
        List<StoredPress> news = new ArrayList<>(added.size());
        for (StoredPress press : added.values()) {
            news.add(clockRight ? press.withEventTime(EventTime.UNCERTAIN) : press);
        }
        news.sort(Comparator.comparingLong(press -> press.item().seq()));
        Derivation derivation = new Derivation(run.row(), boot, hall.zone());
        derivation.superseders(superseders);
        derivation.superseders(known.superseders());
        if (clockRight) {
            if (alone) {
                derivation.neighbours(run.recent());
            } else {
                known.presses().values().forEach(derivation::neighbour);
            }
            news.forEach(derivation::neighbour);
        }
        List<Change> changes = new ArrayList<>();
        for (StoredPress press : news) {
            changes.add(new Change(run.row().id(), null, derived(derivation, press)));
        }
        NavigableSet<Long> movers = clockRight && !alone ? validSeqs : Collections.emptyNavigableSet();
        for (StoredPress stored : known.presses().values()) {
            StoredPress now = moved(derivation, stored, movers);
            if (!now.equals(stored)) {
                changes.add(new Change(run.row().id(), stored, now));
            }
        }
        return new Derived(clockRight ? placed(boot, changes, alone) : boot, changes);
    }

    private StoredPress derived(Derivation derivation, StoredPress press) {
        boolean windowKnown = press.item() instanceof ReceivedPresses.Valid valid
                && hall.windows().containsKey(valid.press().window());
        return press.withState(derivation.state(press, windowKnown)).withEventTime(derivation.eventTime(press));
    }

    /** A stored press: taken back by a new one, or belonging elsewhere since a new one is its neighbour. */
    private static StoredPress moved(Derivation derivation, StoredPress stored, NavigableSet<Long> movers) {
        StoredPress now = stored;
        if (stored.item() instanceof ReceivedPresses.Valid valid && derivation.isTakenBack(valid.press())) {
            now = now.withState(derivation.state(stored, stored.state() != PressState.UNPLACED));
        }
        long seq = stored.item().seq();
        Long mover = movers.ceiling(seq - Placing.REACH);
        boolean near = mover != null && mover <= seq + Placing.REACH;
        return near ? now.withEventTime(derivation.eventTime(stored)) : now;
    }

    /** What the new presses say of the boot's clocks; the run remembers them. */
    private BootRow placed(BootRow boot, List<Change> changes, boolean alone) {
        List<Placing.Timed> news = new ArrayList<>();
        List<EventTime> eventTimes = new ArrayList<>();
        for (Change change : changes) {
            Placing.Timed timed = change.before() == null ? Placing.Timed.of(change.now()) : null;
            if (timed != null) {
                news.add(timed);
                eventTimes.add(change.now().eventTime());
            }
        }
        if (alone) {
            run.remember(news);
        } else {
            run.forgetRecent();
        }
        return Placing.withPlaced(boot, news, eventTimes);
    }
}
