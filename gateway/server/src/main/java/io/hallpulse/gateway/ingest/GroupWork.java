package io.hallpulse.gateway.ingest;

import io.hallpulse.contract.Identifiers;
import io.hallpulse.contract.TerminalId;
import io.hallpulse.contract.message.Anchor;
import io.hallpulse.contract.message.Press;
import io.hallpulse.contract.message.ReceivedPresses;
import io.hallpulse.contract.message.RunSpan;
import io.hallpulse.contract.message.Status;
import io.hallpulse.gateway.store.BootRow;
import io.hallpulse.gateway.store.Placement;
import io.hallpulse.gateway.store.StoreWriter;
import io.hallpulse.gateway.store.StoredPress;
import io.hallpulse.gateway.store.Tally;
import io.hallpulse.gateway.store.TallyKey;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The work of one transaction, from messages to rows and to what is to be said afterwards. The ingest thread. */
final class GroupWork {
    private static final BootRow NO_BOOT = new BootRow(0, null, null, null);

    private final StoreWriter.Tables tables;
    private final RunCache cache;
    private final Halls halls;
    private final Map<RunState, RunBatch> batches = new LinkedHashMap<>();
    private final Map<Long, BootRow> changedBoots = new LinkedHashMap<>();
    private final Set<RunState> touched = new LinkedHashSet<>();
    private final TallyChanges tallies = new TallyChanges();
    private final Map<AckKey, Long> unknownRuns = new LinkedHashMap<>();
    private final List<String> deadLetters = new ArrayList<>();
    private final List<String> conflicts = new ArrayList<>();

    GroupWork(StoreWriter.Tables tables, RunCache cache, Halls halls) {
        this.tables = tables;
        this.cache = cache;
        this.halls = halls;
    }

    record AckKey(TerminalId terminal, String run) {}

    /**
     * What is true once the transaction is committed.
     *
     * @param touched the runs that had a message in it
     * @param acks what to acknowledge
     * @param tallied what was counted anew
     * @param deadLetters reasons, a line each
     * @param conflicts a line each
     */
    record Outcome(
            Set<RunState> touched,
            Map<AckKey, Long> acks,
            Set<TallyKey> tallied,
            List<String> deadLetters,
            List<String> conflicts) {}

    void take(Heard heard) throws SQLException {
        if (heard instanceof Heard.Presses presses) {
            presses(presses);
        } else if (heard instanceof Heard.OfStatus ofStatus) {
            status(ofStatus);
        } else if (heard instanceof Heard.Unreadable unreadable) {
            deadLetter(unreadable.delivery(), unreadable.reason());
        }
    }

    Outcome finish() throws SQLException {
        for (RunBatch batch : batches.values()) {
            batch.write(tables.runs(), tables.presses(), tallies);
        }
        for (BootRow boot : changedBoots.values()) {
            tables.runs().update(boot);
        }
        Map<TallyKey, Tally> changes = tallies.changes();
        tables.tallies().add(changes);
        Map<AckKey, Long> acks = new LinkedHashMap<>(unknownRuns);
        for (RunState run : touched) {
            acks.put(new AckKey(run.terminal(), run.run()), run.upTo());
        }
        return new Outcome(touched, acks, Set.copyOf(changes.keySet()), deadLetters, conflicts);
    }

    private void presses(Heard.Presses heard) throws SQLException {
        ReceivedPresses message = heard.message();
        TerminalId terminal = heard.terminal();
        RunState run = cache.find(tables.runs(), terminal, message.run());
        long highest = run == null ? 0 : run.ranges().highest();
        Optional<String> refusal = Intake.refusal(message, highest);
        if (refusal.isPresent()) {
            deadLetter(heard.delivery(), refusal.get());
            return;
        }
        long received = heard.delivery().receivedMillis();
        if (run == null) {
            run = cache.insert(tables.runs(), terminal, message.run(), message.low(), 1, received);
        }
        touched.add(run);
        RunBatch batch = batch(run);
        BootRow boot = boot(run, message, received);
        boolean live = Intake.isLive(message, highest);
        List<ReceivedPresses.Item> known = new ArrayList<>();
        for (ReceivedPresses.Item item : message.presses()) {
            if (!run.ranges().add(item.seq())) {
                known.add(item);
            } else if (item instanceof ReceivedPresses.Valid valid) {
                boot = live ? Placing.withLive(boot, valid.press().monoMillis(), received) : boot;
                Placement placement = Placing.place(valid.press(), received, boot);
                boot = Placing.withPlaced(boot, valid.press(), placement);
                batch.add(item, placement, received);
            } else {
                batch.add(item, Placement.UNCERTAIN, received);
            }
        }
        keep(boot);
        run.heard(message.low(), run.ranges().highest() + 1);
        compare(batch, known, received);
    }

    /** An online status is answered for each of its runs; one of which nothing ever came is all above its low. */
    private void status(Heard.OfStatus heard) throws SQLException {
        if (!heard.status().state().equals(Status.ONLINE)) {
            return;
        }
        clock(heard);
        for (RunSpan span : heard.status().runs()) {
            RunState run = cache.find(tables.runs(), heard.terminal(), span.run());
            if (run == null) {
                unknownRuns.put(new AckKey(heard.terminal(), span.run()), span.low() - 1);
            } else {
                run.heard(span.low(), span.next());
                touched.add(run);
                batch(run);
            }
        }
    }

    /** What a status says of its boot's clocks; a backlog that follows it can then be placed. */
    private void clock(Heard.OfStatus heard) throws SQLException {
        Status status = heard.status();
        String name = status.boot();
        if (heard.delivery().retained() || name == null || !Identifiers.isIdentifier(name)) {
            return;
        }
        long received = heard.delivery().receivedMillis();
        long terminalId = tables.runs().terminalId(heard.terminal());
        BootRow boot =
                cache.boot(tables.runs(), tables.runs().boot(terminalId, name).id());
        Anchor anchor = status.anchor();
        if (anchor != null && anchor.wall() != null) {
            boot = Placing.withAnchor(boot, anchor, received);
        }
        Long mono = status.mono();
        if (mono != null && mono >= 0 && mono <= Press.MAX_SEQ) {
            boot = Placing.withLive(boot, mono, received);
        }
        keep(boot);
    }

    private BootRow boot(RunState run, ReceivedPresses message, long received) throws SQLException {
        if (run.row().bootId() == 0) {
            if (message.boot().isEmpty()) {
                return NO_BOOT;
            }
            run.ofBoot(
                    tables.runs().boot(run.row().terminalId(), message.boot()).id());
        }
        BootRow boot = cache.boot(tables.runs(), run.row().bootId());
        Anchor anchor = message.anchor();
        return anchor == null ? boot : Placing.withAnchor(boot, anchor, received);
    }

    private void keep(BootRow boot) throws SQLException {
        if (boot.id() != 0 && !boot.equals(cache.boot(tables.runs(), boot.id()))) {
            cache.put(boot);
            changedBoots.put(boot.id(), boot);
        }
    }

    /** What came under a known identity must say the same as before; else the first stays and this is kept beside it. */
    private void compare(RunBatch batch, List<ReceivedPresses.Item> known, long received) throws SQLException {
        long runId = batch.run().row().id();
        Map<Long, ReceivedPresses.Item> stored = new HashMap<>();
        List<Long> asked = known.stream().map(ReceivedPresses.Item::seq).toList();
        for (Spans.Span span : Spans.of(asked)) {
            for (StoredPress press :
                    tables.presses().between(runId, span.from(), span.to()).values()) {
                stored.put(press.item().seq(), press.item());
            }
        }
        for (ReceivedPresses.Item item : known) {
            ReceivedPresses.Item first = stored.getOrDefault(item.seq(), batch.item(item.seq()));
            if (!Judging.sameContent(Objects.requireNonNull(first), item)) {
                String content = Content.normal(item);
                if (tables.presses().insertConflict(runId, item.seq(), Content.digest(content), received, content)) {
                    conflicts.add(batch.run().terminal() + " run " + batch.run().run() + " seq " + item.seq()
                            + " came again with other content; the first stays, look for a cloned card");
                }
            }
        }
    }

    private void deadLetter(Delivery delivery, String reason) throws SQLException {
        tables.deadLetters().insert(delivery.receivedMillis(), delivery.topic(), reason, delivery.payload());
        deadLetters.add(delivery.topic() + ": " + reason);
    }

    private RunBatch batch(RunState run) {
        return batches.computeIfAbsent(
                run,
                key -> new RunBatch(
                        key, Objects.requireNonNull(halls.hall(key.terminal().hall()))));
    }
}
