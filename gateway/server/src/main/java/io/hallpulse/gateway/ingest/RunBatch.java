package io.hallpulse.gateway.ingest;

import io.hallpulse.contract.message.Press;
import io.hallpulse.contract.message.ReceivedPresses;
import io.hallpulse.domain.count.TallyChanges;
import io.hallpulse.domain.directory.Hall;
import io.hallpulse.domain.press.Judging;
import io.hallpulse.domain.press.Placing;
import io.hallpulse.domain.press.PressState;
import io.hallpulse.domain.press.Spans;
import io.hallpulse.domain.press.StoredPress;
import io.hallpulse.domain.press.Superseder;
import io.hallpulse.domain.time.BootRow;
import io.hallpulse.domain.time.EventTime;
import io.hallpulse.gateway.reprocess.Neighbourhood;
import io.hallpulse.gateway.store.PressTable;
import io.hallpulse.gateway.store.RunTable;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one transaction adds to one run. Judged when it is complete, since a press may take back another of the same transaction. */
final class RunBatch {
    private final RunState run;
    private final Hall hall;
    /** The highest seq that the run had before this transaction. */
    private final long highestBefore;

    private final Map<Long, Added> added = new LinkedHashMap<>();

    private static final class Added {
        private final ReceivedPresses.Item item;
        private final long receivedMillis;
        /** Invalid presses are placed nowhere; all others are pending where the gateway's own clock is not right. */
        private EventTime eventTime;

        Added(ReceivedPresses.Item item, long receivedMillis) {
            this.item = item;
            this.receivedMillis = receivedMillis;
            this.eventTime = item instanceof ReceivedPresses.Valid ? EventTime.PENDING : EventTime.UNCERTAIN;
        }
    }

    RunBatch(RunState run, Hall hall) {
        this.run = run;
        this.hall = hall;
        this.highestBefore = run.ranges().highest();
    }

    RunState run() {
        return run;
    }

    void add(ReceivedPresses.Item item, long receivedMillis) {
        added.put(item.seq(), new Added(item, receivedMillis));
    }

    /** The item of that seq if this transaction adds it. */
    ReceivedPresses.@Nullable Item item(long seq) {
        Added found = added.get(seq);
        return found == null ? null : found.item;
    }

    /**
     * Stores it.
     *
     * @param boot what is known of the run's boot by the end of the transaction
     * @param clockRight whether the gateway's own clock is; else presses wait to be placed
     * @return what is known of the boot now
     */
    BootRow write(RunTable runs, PressTable presses, TallyChanges tallies, BootRow boot, boolean clockRight)
            throws SQLException {
        long id = run.row().id();
        BootRow placedBy = boot;
        if (!added.isEmpty()) {
            if (clockRight) {
                placedBy = place(presses, tallies, boot);
            }
            presses.insert(id, judged(presses, tallies));
            runs.updateRanges(id, run.ranges().takeChanges());
        }
        run.look();
        if (run.isChanged()) {
            runs.update(run.row());
            run.saved();
        }
        return placedBy;
    }

    private BootRow place(PressTable presses, TallyChanges tallies, BootRow boot) throws SQLException {
        List<Added> valids = new ArrayList<>(added.size());
        for (Added one : added.values()) {
            if (one.item instanceof ReceivedPresses.Valid) {
                valids.add(one);
            }
        }
        valids.sort(Comparator.comparingLong(one -> one.item.seq()));
        List<Placing.Timed> news = new ArrayList<>(valids.size());
        for (Added one : valids) {
            news.add(Placing.Timed.of(((ReceivedPresses.Valid) one.item).press(), one.receivedMillis));
        }
        if (highestBefore == 0) {
            run.begins(boot.synced());
        }
        boolean atTheEnd = news.isEmpty() || news.get(0).seq() > highestBefore;
        boolean alone = boot.anchor() != null || boot.gatewayOffset() != null;
        List<EventTime> placed = new ArrayList<>(news.size());
        if (atTheEnd && alone) {
            Placing placing = new Placing(boot, run.row(), hall.zone());
            placing.add(run.recent(presses));
            placing.add(news);
            news.forEach(press -> placed.add(placing.place(press.seq())));
            run.remember(news);
        } else {
            placeAmongStored(news, presses, tallies, boot, placed);
            run.forgetRecent();
        }
        for (int i = 0; i < valids.size(); i++) {
            valids.get(i).eventTime = placed.get(i);
        }
        return Placing.withPlaced(boot, news, placed);
    }

    /** Those before and after may belong elsewhere by now. */
    private void placeAmongStored(
            List<Placing.Timed> news, PressTable presses, TallyChanges tallies, BootRow boot, List<EventTime> placed)
            throws SQLException {
        Neighbourhood neighbourhood = new Neighbourhood(presses, tallies);
        List<Long> seqs = news.stream().map(Placing.Timed::seq).toList();
        for (Spans.Span span : Spans.of(seqs)) {
            List<Placing.Timed> near = news.stream()
                    .filter(press -> press.seq() >= span.from() - 2 * Placing.REACH
                            && press.seq() <= span.to() + 2 * Placing.REACH)
                    .toList();
            Placing placing = neighbourhood.move(
                    run.row(), boot, hall, span.from() - Placing.REACH, span.to() + Placing.REACH, near);
            near.stream()
                    .filter(press -> press.seq() >= span.from() && press.seq() <= span.to())
                    .forEach(press -> placed.add(placing.place(press.seq())));
        }
    }

    private List<StoredPress> judged(PressTable presses, TallyChanges tallies) throws SQLException {
        Set<Superseder> takenBack = takenBack(presses, tallies);
        List<StoredPress> judged = new ArrayList<>(added.size());
        for (Added one : added.values()) {
            PressState state = PressState.INVALID;
            if (one.item instanceof ReceivedPresses.Valid valid) {
                Press press = valid.press();
                boolean superseded =
                        !takenBack.isEmpty() && takenBack.contains(new Superseder(press.seq(), press.window()));
                state = Judging.judge(press, hall.windows().contains(press.window()), superseded);
                if (state == PressState.COUNTED) {
                    tallies.count(hall, press, one.eventTime, one.receivedMillis, 1);
                }
            }
            judged.add(new StoredPress(one.item, state, one.eventTime, one.receivedMillis));
        }
        return judged;
    }

    /** What is taken back by presses of this transaction or by stored ones that overtook those. */
    private Set<Superseder> takenBack(PressTable presses, TallyChanges tallies) throws SQLException {
        Set<Superseder> takenBack = new HashSet<>();
        List<Long> overtaken = new ArrayList<>();
        for (Added one : added.values()) {
            if (one.item instanceof ReceivedPresses.Valid valid && Judging.takesBack(valid.press())) {
                Long target = valid.press().supersedes();
                if (target != null) {
                    takenBack.add(new Superseder(target, valid.press().window()));
                    takeBackStored(target, valid.press().window(), presses, tallies);
                }
            }
            if (one.item.seq() < highestBefore) {
                overtaken.add(one.item.seq());
            }
        }
        for (Spans.Span span : Spans.of(overtaken)) {
            takenBack.addAll(presses.superseders(run.row().id(), span.from(), span.to()));
        }
        return takenBack;
    }

    private void takeBackStored(long target, String window, PressTable presses, TallyChanges tallies)
            throws SQLException {
        if (added.containsKey(target) || !run.ranges().contains(target)) {
            return;
        }
        long id = run.row().id();
        StoredPress stored = presses.between(id, target, target).get(target);
        if (stored == null || !(stored.item() instanceof ReceivedPresses.Valid valid)) {
            return;
        }
        Press press = valid.press();
        PressState state = Judging.judge(
                press, stored.state() != PressState.UNPLACED, press.window().equals(window));
        if (press.window().equals(window) && state != stored.state()) {
            presses.setState(id, target, state);
            if (stored.state() == PressState.COUNTED) {
                tallies.count(hall, press, stored.eventTime(), stored.receivedMillis(), -1);
            }
        }
    }
}
