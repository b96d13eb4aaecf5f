package io.hallpulse.gateway.reprocess;

import io.hallpulse.contract.message.ReceivedPresses;
import io.hallpulse.domain.count.TallyChanges;
import io.hallpulse.domain.count.TallyKey;
import io.hallpulse.domain.directory.Hall;
import io.hallpulse.domain.press.Change;
import io.hallpulse.domain.press.Derivation;
import io.hallpulse.domain.press.Placing;
import io.hallpulse.domain.press.PressState;
import io.hallpulse.domain.press.RunRow;
import io.hallpulse.domain.press.Spans;
import io.hallpulse.domain.press.StoredPress;
import io.hallpulse.domain.time.BootRow;
import io.hallpulse.gateway.store.RuleHits;
import io.hallpulse.gateway.store.StoreWriter;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The stored presses of one transaction that are derived anew: loaded, derived, and at last written with their tallies. */
final class Rederiving {
    private final StoreWriter.Tables tables;
    private final TallyChanges tallies = new TallyChanges();
    private final Map<Key, Change> changes = new LinkedHashMap<>();
    private final Map<Long, Hall> halls = new HashMap<>();

    private record Key(long runId, long seq) {}

    Rederiving(StoreWriter.Tables tables) {
        this.tables = tables;
    }

    /**
     * Derives presses of a run anew, and those whose neighbours they are.
     *
     * @param hall whose windows are known
     * @param presumed what a press is taken for before it is derived: itself, or as if it had come now
     */
    void derive(RunRow run, Hall hall, Collection<Long> seqs, UnaryOperator<StoredPress> presumed) throws SQLException {
        BootRow boot = run.bootId() == 0 ? BootRow.unknown(0) : tables.runs().boot(run.bootId());
        for (Spans.Span span : Spans.of(seqs)) {
            derive(run, boot, hall, span, presumed);
        }
    }

    private void derive(RunRow run, BootRow boot, Hall hall, Spans.Span span, UnaryOperator<StoredPress> presumed)
            throws SQLException {
        long from = span.from() - Placing.REACH;
        long to = span.to() + Placing.REACH;
        Derivation derivation = new Derivation(run, boot, hall.zone());
        derivation.superseders(tables.presses().superseders(run.id(), from, to));
        List<StoredPress> meant = new ArrayList<>();
        for (StoredPress stored : tables.presses()
                .between(run.id(), from - Placing.REACH, to + Placing.REACH)
                .values()) {
            long seq = stored.item().seq();
            StoredPress now = now(run.id(), stored);
            StoredPress taken = seq >= span.from() && seq <= span.to() ? presumed.apply(now) : now;
            derivation.neighbour(taken);
            if (seq >= from && seq <= to) {
                meant.add(taken);
            }
            if (!taken.equals(now)) {
                put(run.id(), hall, stored, taken);
            }
        }
        for (StoredPress press : meant) {
            boolean windowKnown = press.state() != PressState.UNPLACED || isKnown(hall, press);
            put(
                    run.id(),
                    hall,
                    press,
                    press.withState(derivation.state(press, windowKnown)).withEventTime(derivation.eventTime(press)));
        }
    }

    private static boolean isKnown(Hall hall, StoredPress press) {
        return press.item() instanceof ReceivedPresses.Valid valid
                && hall.windows().containsKey(valid.press().window());
    }

    /** What a press is by what was derived in this transaction. */
    private StoredPress now(long runId, StoredPress stored) {
        Change change = changes.get(new Key(runId, stored.item().seq()));
        return change == null ? stored : change.now();
    }

    private void put(long runId, Hall hall, StoredPress before, StoredPress now) {
        Key key = new Key(runId, now.item().seq());
        Change known = changes.get(key);
        StoredPress last = known == null ? before : known.now();
        if (!now.equals(last)) {
            tallies.add(hall, new Change(runId, last, now));
            StoredPress first = known == null ? before : Objects.requireNonNull(known.before());
            changes.put(key, new Change(runId, first, now));
            halls.put(runId, hall);
        }
    }

    /**
     * Writes what is different now.
     *
     * @return what was counted anew
     */
    Set<TallyKey> write() throws SQLException {
        tables.presses().write(List.copyOf(changes.values()));
        IdentityHashMap<Hall, List<Change>> ofHalls = new IdentityHashMap<>();
        for (Change change : changes.values()) {
            Hall hall = Objects.requireNonNull(halls.get(change.runId()));
            ofHalls.computeIfAbsent(hall, key -> new ArrayList<>()).add(change);
        }
        RuleHits.update(tables, ofHalls, tallies);
        tables.tallies().add(tallies.changes());
        tables.heldBack().add(tallies.heldBack());
        return Set.copyOf(tallies.changes().keySet());
    }

    /** How many presses have another state than before. */
    int judged() {
        return (int) changes.values().stream()
                .filter(change -> Objects.requireNonNull(change.before()).state()
                        != change.now().state())
                .count();
    }
}
