package io.hallpulse.gateway.ingest;

import io.hallpulse.domain.count.TallyKey;
import io.hallpulse.domain.directory.Halls;
import io.hallpulse.gateway.clock.GatewayClock;
import io.hallpulse.gateway.database.DatabaseFault;
import io.hallpulse.gateway.event.Event;
import io.hallpulse.gateway.fault.Fault;
import io.hallpulse.gateway.store.StoreWriter;
import io.hallpulse.gateway.store.TerminalBook;
import io.hallpulse.runtime.log.DistinctLog;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that stores: whatever arrived while the last transaction ran is the next transaction. Only after its commit are
 * terminals and broker answered. A group that fails on what is in it is done message by message, and the bad one is put aside; a
 * failing disk or database stops all answers, and the same group is tried again until it is stored.
 */
public final class Ingest implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Ingest.class);
    private static final int GROUP_BYTES = 4 * 1024 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final long TERMINALS_EVERY_NANOS = Duration.ofSeconds(5).toNanos();
    private static final int UNWRITTEN_TERMINALS = 256;
    private static final Duration FIRST_RETRY = Duration.ofMillis(100);
    private static final Duration LAST_RETRY = Duration.ofSeconds(5);
    /** A transaction takes milliseconds; a database may hang without ever saying so. */
    private static final long HANGS_NANOS = Duration.ofSeconds(10).toNanos();

    private final Inbox inbox;
    private final StoreWriter writer;
    private final TerminalBook terminals;
    private final Supplier<Halls> halls;
    private final Acknowledging acknowledging;
    private final Consumer<Set<TallyKey>> tallied;
    private final Consumer<Boolean> redating;
    private final Consumer<List<Event>> events;
    /** Runs and boots are no longer as they are remembered. */
    private final AtomicBoolean forgets = new AtomicBoolean();

    private final LongSupplier nanos;
    private final IngestMeters meters;
    private final Decoder decoder;
    private final RunCache cache = new RunCache();
    private final TerminalNotes notes;
    private final StatusChanges statuses = new StatusChanges();
    private final Fault database = new Fault(LOG, "database");
    private final DistinctLog oddities;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "ingest");
    private final GatewayClock clock;
    /** When the transaction that runs began, null while none does. */
    private volatile @Nullable Long begunNanos;

    private volatile Runnable eachTurn = () -> {};

    private long terminalsWrittenNanos;
    /** A boot's clock is known better since presses were last placed anew. */
    private boolean moved;

    /**
     * An ingest that is not started yet.
     *
     * @param tallied informed after each commit of what was counted anew; must not block
     * @param redating called in every turn, with whether a boot's clock is known better; must not block
     * @param events told after each commit what happened; must not block
     * @param clock the gateway's own
     * @param nanos a clock that never steps
     * @param meters what an operator watches
     */
    public Ingest(
            Inbox inbox,
            StoreWriter writer,
            TerminalBook terminals,
            Supplier<Halls> halls,
            Acknowledging acknowledging,
            Consumer<Set<TallyKey>> tallied,
            Consumer<Boolean> redating,
            Consumer<List<Event>> events,
            GatewayClock clock,
            LongSupplier nanos,
            IngestMeters meters) {
        this.clock = clock;
        this.meters = meters;
        this.inbox = inbox;
        this.writer = writer;
        this.terminals = terminals;
        this.halls = halls;
        this.acknowledging = acknowledging;
        this.tallied = tallied;
        this.redating = redating;
        this.events = events;
        this.nanos = nanos;
        this.oddities = new DistinctLog(LOG, nanos);
        this.decoder = new Decoder(halls, terminals::takes, oddities);
        this.notes = new TerminalNotes(terminals);
        this.terminalsWrittenNanos = nanos.getAsLong();
    }

    public void start() {
        thread.start();
    }

    /** Called on its thread at each turn, every few seconds at least: while it is called, presses are stored, or tried to be. */
    public void eachTurn(Runnable called) {
        eachTurn = called;
    }

    /** Has runs and boots read again, since a transaction of others changed them. Inside that transaction. */
    public void forget() {
        forgets.set(true);
    }

    /** What keeps it from storing, in one line. Any thread. */
    public Optional<String> fault() {
        return thread.isAlive() ? database.current().or(this::hang) : Optional.of("ingest: not running");
    }

    /** Being connected is no health: what counts is how long it is that something could be acknowledged. */
    private Optional<String> hang() {
        Long begun = begunNanos;
        long nanosSince = begun == null ? 0 : nanos.getAsLong() - begun;
        return nanosSince > HANGS_NANOS
                ? Optional.of("database: no answer for " + TimeUnit.NANOSECONDS.toSeconds(nanosSince)
                        + " s, nothing is acknowledged; look at its disk or server")
                : Optional.empty();
    }

    /** Ends after the transaction that runs; what was not committed was not acknowledged either. */
    @Override
    public void close() throws InterruptedException {
        closing.countDown();
        inbox.close();
        thread.join();
    }

    private void run() {
        try {
            while (closing.getCount() > 0) {
                eachTurn.run();
                oddities.reportCounts();
                redating.accept(moved);
                moved = false;
                List<Delivery> deliveries = inbox.take(PATIENCE, GROUP_BYTES);
                List<Incoming> group = deliveries.stream().map(decoder::decode).toList();
                if (!group.isEmpty() || (areTerminalsDue() && terminals.unwritten() > 0)) {
                    commitUntilDone(group);
                }
            }
        } catch (InterruptedException e) {
            LOG.warn("Ingest was interrupted and ends; nothing unacknowledged is lost");
        } catch (RuntimeException | Error e) {
            LOG.error("Ingest ends on a fault of its own; restart the gateway", e);
            throw e;
        }
    }

    private void commitUntilDone(List<Incoming> group) throws InterruptedException {
        Duration retry = FIRST_RETRY;
        while (!commit(group)) {
            eachTurn.run();
            if (closing.await(retry.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
            retry = retry.multipliedBy(2).compareTo(LAST_RETRY) > 0 ? LAST_RETRY : retry.multipliedBy(2);
        }
    }

    /** Whether nothing of the group is left to do. */
    private boolean commit(List<Incoming> group) throws InterruptedException {
        GroupWork.Outcome outcome;
        long begun = nanos.getAsLong();
        begunNanos = begun;
        try {
            outcome = transaction(group);
        } catch (SQLException e) {
            cache.clear();
            if (group.isEmpty() || !DatabaseFault.isOfData(e)) {
                database.occurred(DatabaseFault.reason(e));
                return false;
            }
            commitOneByOne(group, e);
            return true;
        } catch (RuntimeException e) {
            cache.clear();
            if (group.isEmpty()) {
                throw e;
            }
            commitOneByOne(group, e);
            return true;
        } finally {
            begunNanos = null;
        }
        long commitNanos = nanos.getAsLong() - begun;
        database.over();
        publish(group, outcome);
        meters.committed(group, outcome, commitNanos, clock.millis());
        return true;
    }

    private void commitOneByOne(List<Incoming> group, Exception fault) throws InterruptedException {
        if (group.size() > 1) {
            for (Incoming one : group) {
                commitUntilDone(List.of(one));
            }
        } else if (group.get(0) instanceof Incoming.Unreadable unreadable) {
            LOG.error(
                    "A dead letter of {} cannot be stored and is dropped",
                    unreadable.delivery().topic(),
                    fault);
            unreadable.delivery().acknowledgement().run();
        } else {
            LOG.error("A message cannot be stored and goes to the dead letters", fault);
            String reason = "cannot be stored: " + DatabaseFault.reason(fault);
            commitUntilDone(List.of(new Incoming.Unreadable(group.get(0).delivery(), reason)));
        }
    }

    private GroupWork.Outcome transaction(List<Incoming> group) throws SQLException, InterruptedException {
        boolean stores = group.stream().anyMatch(incoming -> incoming instanceof Incoming.Presses);
        notes.received(group);
        boolean withTerminals = stores || areTerminalsDue() || terminals.unwritten() > UNWRITTEN_TERMINALS;
        GroupWork.Outcome outcome = writer.transaction(tables -> {
            if (forgets.getAndSet(false)) {
                cache.clear();
            }
            GroupWork groupWork = new GroupWork(tables, cache, halls.get(), clock.isRight());
            for (Incoming incoming : group) {
                groupWork.take(incoming);
            }
            GroupWork.Outcome done = groupWork.finish();
            if (withTerminals) {
                terminals.write(tables.terminals());
            }
            return done;
        });
        if (withTerminals) {
            terminals.written();
            terminalsWrittenNanos = nanos.getAsLong();
        }
        return outcome;
    }

    private void publish(List<Incoming> group, GroupWork.Outcome outcome) {
        notes.committed(group, outcome.acks());
        cache.trim(outcome.touched());
        if (!outcome.tallied().isEmpty()) {
            tallied.accept(outcome.tallied());
        }
        outcome.deadLetters().forEach(line -> oddities.fault("dead letter: " + line));
        outcome.conflicts().forEach(oddities::fault);
        outcome.tooManyRuns().forEach(oddities::fault);
        moved |= outcome.redates();
        outcome.acks()
                .forEach((to, acked) -> acknowledging.acknowledge(to.terminal(), to.run(), acked.low(), acked.upTo()));
        group.forEach(incoming -> incoming.delivery().acknowledgement().run());
        List<Event> happened = new ArrayList<>(statuses.of(group));
        happened.addAll(outcome.pressed());
        if (!happened.isEmpty()) {
            events.accept(happened);
        }
    }

    private boolean areTerminalsDue() {
        return nanos.getAsLong() - terminalsWrittenNanos >= TERMINALS_EVERY_NANOS;
    }
}
