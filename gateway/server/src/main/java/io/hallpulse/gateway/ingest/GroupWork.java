package io.hallpulse.gateway.ingest;

import io.hallpulse.contract.Identifiers;
import io.hallpulse.contract.TerminalId;
import io.hallpulse.contract.message.Anchor;
import io.hallpulse.contract.message.Press;
import io.hallpulse.contract.message.ReceivedPresses;
import io.hallpulse.contract.message.RunSpan;
import io.hallpulse.contract.message.Status;
import io.hallpulse.domain.count.TallyChanges;
import io.hallpulse.domain.count.TallyKey;
import io.hallpulse.domain.directory.Hall;
import io.hallpulse.domain.directory.Halls;
import io.hallpulse.domain.press.Change;
import io.hallpulse.domain.press.Intake;
import io.hallpulse.domain.press.Placing;
import io.hallpulse.domain.press.PressState;
import io.hallpulse.domain.press.RunRow;
import io.hallpulse.domain.time.BootRow;
import io.hallpulse.gateway.event.Event;
import io.hallpulse.gateway.store.RuleHits;
import io.hallpulse.gateway.store.StoreWriter;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The work of one transaction, from messages to rows and to what is to be published afterwards. The writer's thread, for ingest. */
final class GroupWork {
    private static final BootRow NO_BOOT = BootRow.unknown(0);
    /** A status may have been so long on its way. */
    private static final long DELAY_MILLIS = Duration.ofMinutes(2).toMillis();

    private final StoreWriter.Tables tables;
    private final RunCache cache;
    private final Halls halls;
    private final Map<RunState, RunBatch> batches = new LinkedHashMap<>();
    /** Boots that changed, as they were before. */
    private final Map<Long, BootRow> oldBoots = new LinkedHashMap<>();

    private final boolean clockRight;
    private final Set<RunState> touched = new LinkedHashSet<>();
    private final Map<AckKey, Acked> unknownRuns = new LinkedHashMap<>();
    private final List<String> deadLetters = new ArrayList<>();
    private final List<String> conflicts = new ArrayList<>();
    private final List<String> tooManyRuns = new ArrayList<>();
    private boolean redates;
    private int added;
    private int repeated;

    /**
     * The work of one transaction.
     *
     * @param clockRight whether the gateway's own clock is; else presses are stored and wait to be placed
     */
    GroupWork(StoreWriter.Tables tables, RunCache cache, Halls halls, boolean clockRight) {
        this.tables = tables;
        this.cache = cache;
        this.halls = halls;
        this.clockRight = clockRight;
    }

    record AckKey(TerminalId terminal, String run) {}

    /** All of a run from its low to a seq is committed; {@code low - 1} where none is. */
    record Acked(long low, long upTo) {}

    /**
     * What is true once the transaction is committed.
     *
     * @param touched the runs that had a message in it
     * @param acks what to acknowledge
     * @param tallied what was counted anew
     * @param pressed what was stored
     * @param deadLetters reasons, a line each
     * @param conflicts a line each
     * @param tooManyRuns a line each
     * @param redates whether stored presses are to be placed anew
     * @param added presses that are stored now
     * @param repeated presses that were stored before, or came twice in it
     */
    record Outcome(
            Set<RunState> touched,
            Map<AckKey, Acked> acks,
            Set<TallyKey> tallied,
            List<Event> pressed,
            List<String> deadLetters,
            List<String> conflicts,
            List<String> tooManyRuns,
            boolean redates,
            int added,
            int repeated) {}

    void take(Incoming incoming) throws SQLException {
        if (incoming instanceof Incoming.Presses presses) {
            presses(presses);
        } else if (incoming instanceof Incoming.OfStatus ofStatus) {
            status(ofStatus);
        } else if (incoming instanceof Incoming.Unreadable unreadable) {
            deadLetter(unreadable.delivery(), unreadable.reason());
        }
    }

    /** Loads, derives and writes what the messages make of their runs. */
    Outcome finish() throws SQLException {
        Map<RunBatch, RunBatch.Known> known = new LinkedHashMap<>();
        for (RunBatch batch : batches.values()) {
            known.put(batch, batch.load(tables.presses(), boot(batch), clockRight));
        }
        List<Change> changes = new ArrayList<>();
        IdentityHashMap<Hall, List<Change>> ofHalls = new IdentityHashMap<>();
        TallyChanges tallies = new TallyChanges();
        Map<RunBatch, List<Change>> news = new LinkedHashMap<>();
        for (Map.Entry<RunBatch, RunBatch.Known> of : known.entrySet()) {
            RunBatch batch = of.getKey();
            RunBatch.Derived derived = batch.derive(of.getValue(), boot(batch), clockRight);
            keep(derived.boot());
            derived.changes().forEach(change -> tallies.add(batch.hall(), change));
            news.put(
                    batch,
                    derived.changes().stream()
                            .filter(change -> change.before() == null)
                            .toList());
            changes.addAll(derived.changes());
            ofHalls.computeIfAbsent(batch.hall(), hall -> new ArrayList<>()).addAll(derived.changes());
        }
        tables.presses().write(changes);
        writeRuns();
        writeBoots();
        for (Map.Entry<RunBatch, RunBatch.Known> of : known.entrySet()) {
            writeConflicts(of.getKey(), of.getValue());
        }
        PressedCounts pressed = pressed(news, RuleHits.update(tables, ofHalls, tallies));
        tables.tallies().add(tallies.changes());
        tables.heldBack().add(tallies.heldBack());
        Map<AckKey, Acked> acks = new LinkedHashMap<>(unknownRuns);
        for (RunState run : touched) {
            acks.put(new AckKey(run.terminal(), run.run()), new Acked(run.row().low(), run.upTo()));
        }
        Set<TallyKey> tallied = Set.copyOf(tallies.changes().keySet());
        return new Outcome(
                touched,
                acks,
                tallied,
                pressed.events(),
                deadLetters,
                conflicts,
                tooManyRuns,
                redates,
                added,
                repeated);
    }

    /** What became of new presses, by the rules in force too. */
    private static PressedCounts pressed(Map<RunBatch, List<Change>> news, Set<RuleHits.Key> withheld) {
        PressedCounts pressed = new PressedCounts();
        news.forEach((batch, changes) -> changes.forEach(change -> {
            boolean counts = !withheld.contains(
                    new RuleHits.Key(change.runId(), change.now().item().seq()));
            pressed.add(
                    batch.hall(),
                    batch.run().terminal(),
                    counts ? change.now() : change.now().withState(PressState.FLAGGED));
        }));
        return pressed;
    }

    private BootRow boot(RunBatch batch) throws SQLException {
        long bootId = batch.run().row().bootId();
        return bootId == 0 ? NO_BOOT : cache.boot(tables.runs(), bootId);
    }

    private void writeRuns() throws SQLException {
        List<RunRow> changed = new ArrayList<>();
        for (RunState run : batches.keySet()) {
            tables.runs().updateRanges(run.row().id(), run.ranges().takeChanges());
            run.checkWaits();
            if (run.isChanged()) {
                changed.add(run.row());
                run.saved();
            }
        }
        tables.runs().update(changed);
    }

    private void writeBoots() throws SQLException {
        for (BootRow old : oldBoots.values()) {
            BootRow now = cache.boot(tables.runs(), old.id());
            tables.runs().update(now);
            if (Placing.moves(old, now)) {
                tables.runs().redate(now.id(), 0L, 0L);
                redates = true;
            }
        }
    }

    private void presses(Incoming.Presses incoming) throws SQLException {
        ReceivedPresses message = incoming.message();
        TerminalId terminal = incoming.terminal();
        RunState run = cache.find(tables.runs(), terminal, message.run());
        long highest = run == null ? 0 : run.ranges().highest();
        Optional<String> refusal = Intake.refusal(message, highest);
        if (refusal.isPresent()) {
            deadLetter(incoming.delivery(), refusal.get());
            return;
        }
        long received = incoming.delivery().receivedMillis();
        if (run == null) {
            run = begin(terminal, new RunSpan(message.run(), message.low(), 1), received);
            if (run == null) {
                return;
            }
        }
        touched.add(run);
        RunBatch batch = batch(run);
        BootRow boot = boot(run, message, received);
        boolean live = clockRight && Intake.isLive(message, highest) && isPresent(terminal, boot);
        int again = 0;
        for (ReceivedPresses.Item item : message.presses()) {
            if (!run.ranges().add(item.seq())) {
                batch.repeat(item, received);
                again++;
            } else if (item instanceof ReceivedPresses.Valid valid) {
                boot = live ? Placing.withLive(boot, valid.press().monoMillis(), received) : boot;
                batch.add(item, received);
            } else {
                batch.add(item, received);
            }
        }
        keep(boot);
        run.extend(message.low(), run.ranges().highest() + 1);
        added += message.presses().size() - again;
        repeated += again;
    }

    /** A run that was never heard of; null where its terminal has begun too many. */
    private @Nullable RunState begin(TerminalId terminal, RunSpan span, long received) throws SQLException {
        if (!cache.runLimit().allows(tables.runs(), terminal, received)) {
            tooManyRuns.add(terminal + " begins more than " + RunLimit.A_DAY
                    + " runs a day; its further presses are not taken in before tomorrow, look why it restarts");
            return null;
        }
        LastStatuses.Last last = cache.terminals().last(terminal);
        Long allRuns = last == null ? null : last.allRunsMillis();
        return cache.insert(tables.runs(), terminal, span, received, allRuns == null ? null : allRuns - DELAY_MILLIS);
    }

    /** Whether a message of a boot may come straight from it: no other boot of its terminal is known to run. */
    private boolean isPresent(TerminalId terminal, BootRow boot) {
        LastStatuses.Last last = cache.terminals().last(terminal);
        return last == null || last.bootId() == 0 || last.bootId() == boot.id();
    }

    /** An online status is answered for each of its runs; one of which nothing ever came is all above its low. */
    private void status(Incoming.OfStatus incoming) throws SQLException {
        if (!incoming.status().state().equals(Status.ONLINE)) {
            return;
        }
        clock(incoming);
        boolean allRuns =
                !incoming.delivery().retained() && incoming.status().runs().size() < Status.MAX_RUNS;
        if (allRuns) {
            missGone(incoming);
        }
        for (RunSpan span : incoming.status().runs()) {
            RunState run = cache.find(tables.runs(), incoming.terminal(), span.run());
            if (run == null && span.next() > span.low()) {
                run = begin(incoming.terminal(), span, incoming.delivery().receivedMillis());
            }
            if (run == null) {
                unknownRuns.put(new AckKey(incoming.terminal(), span.run()), new Acked(span.low(), span.low() - 1));
            } else {
                run.extend(span.low(), span.next());
                touched.add(run);
                batch(run);
            }
        }
        if (!incoming.delivery().retained()) {
            remember(incoming, allRuns);
        }
    }

    /** A run that its terminal no longer names, of which presses never came: they are a gap now, with a known end. */
    private void missGone(Incoming.OfStatus incoming) throws SQLException {
        Set<String> named = incoming.status().runs().stream().map(RunSpan::run).collect(Collectors.toSet());
        for (String name : tables.runs().waiting(incoming.terminal())) {
            RunState run = named.contains(name) ? null : cache.find(tables.runs(), incoming.terminal(), name);
            if (run != null) {
                run.gone();
                batch(run);
            }
        }
    }

    private void remember(Incoming.OfStatus incoming, boolean allRuns) throws SQLException {
        String name = incoming.status().boot();
        long bootId = 0;
        if (name != null && Identifiers.isIdentifier(name)) {
            bootId = tables.runs()
                    .boot(tables.runs().terminalId(incoming.terminal()), name)
                    .id();
        }
        Long allRunsMillis = allRuns && clockRight ? incoming.delivery().receivedMillis() : null;
        cache.terminals().received(incoming.terminal(), new LastStatuses.Last(bootId, allRunsMillis));
    }

    /** What a status says of its boot's clocks; a backlog that follows it can then be placed. */
    private void clock(Incoming.OfStatus incoming) throws SQLException {
        Status status = incoming.status();
        String name = status.boot();
        if (incoming.delivery().retained() || name == null || !Identifiers.isIdentifier(name)) {
            return;
        }
        long received = incoming.delivery().receivedMillis();
        long terminalId = tables.runs().terminalId(incoming.terminal());
        BootRow boot =
                cache.boot(tables.runs(), tables.runs().boot(terminalId, name).id());
        Anchor anchor = status.anchor();
        if (anchor != null && anchor.wall() != null) {
            boot = anchored(boot, anchor, received);
        }
        Long mono = status.mono();
        if (clockRight && mono != null && mono >= 0 && mono <= Press.MAX_SEQ) {
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
        return anchor == null ? boot : anchored(boot, anchor, received);
    }

    private BootRow anchored(BootRow boot, Anchor anchor, long received) {
        return clockRight ? Placing.withAnchor(boot, anchor, received) : Placing.withHeld(boot, anchor);
    }

    private void keep(BootRow boot) throws SQLException {
        if (boot.id() != 0) {
            BootRow old = cache.boot(tables.runs(), boot.id());
            if (!boot.equals(old)) {
                cache.put(boot);
                oldBoots.putIfAbsent(boot.id(), old);
            }
        }
    }

    /** What came under a known identity must say the same as before; else the first stays and this is kept beside it. */
    private void writeConflicts(RunBatch batch, RunBatch.Known known) throws SQLException {
        long runId = batch.run().row().id();
        for (RunBatch.Repeat repeat : batch.repeated()) {
            ReceivedPresses.Item item = repeat.item();
            if (!Content.same(Objects.requireNonNull(batch.item(known, item.seq())), item)) {
                String content = Content.normal(item);
                String digest = Content.digest(content);
                if (tables.presses().insertConflict(runId, item.seq(), digest, repeat.receivedMillis(), content)) {
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
