package io.hallpulse.gateway.reprocess;

import io.hallpulse.domain.count.TallyKey;
import io.hallpulse.domain.directory.Hall;
import io.hallpulse.domain.directory.Halls;
import io.hallpulse.gateway.clock.GatewayClock;
import io.hallpulse.gateway.database.DatabaseFault;
import io.hallpulse.gateway.fault.Fault;
import io.hallpulse.gateway.store.RuleHits;
import io.hallpulse.gateway.store.RuleSetRow;
import io.hallpulse.gateway.store.StoreWriter;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies changed fraud rules to all presses, in slices beside ingest and beside the figures in force, and then puts them in force at once.
 * How far it got stands in the database, so a crash only pauses it. Any thread.
 */
public final class Rescoring {
    private static final Logger LOG = LoggerFactory.getLogger(Rescoring.class);
    private static final long RETRY_NANOS = Duration.ofSeconds(1).toNanos();
    /** Presses of one step: many steps fit into a slice. */
    private static final int AT_ONCE = 200;

    private final StoreWriter writer;
    private final Supplier<Halls> halls;
    private final GatewayClock clock;
    private final LongSupplier nanos;
    private final Consumer<Set<TallyKey>> tallied;
    private final Fault fault = new Fault(LOG, "applying changed rules");

    /** Rules may wait to be applied, from before this start too. */
    private boolean due = true;

    private boolean running;
    private long notBeforeNanos;

    /**
     * A room that does nothing yet.
     *
     * @param nanos a clock that never steps
     * @param tallied informed after each commit of what was counted anew; must not block
     */
    public Rescoring(
            StoreWriter writer,
            Supplier<Halls> halls,
            GatewayClock clock,
            LongSupplier nanos,
            Consumer<Set<TallyKey>> tallied) {
        this.writer = writer;
        this.halls = halls;
        this.clock = clock;
        this.nanos = nanos;
        this.tallied = tallied;
        this.notBeforeNanos = nanos.getAsLong();
    }

    /** Has rules that somebody changed applied. */
    public void changed() {
        synchronized (this) {
            due = true;
        }
        poll();
    }

    /** Has rules applied if any wait for it; returns at once. What failed is tried again at a later call. */
    public synchronized void poll() {
        if (due && !running && nanos.getAsLong() - notBeforeNanos >= 0) {
            due = false;
            running = true;
            Set<TallyKey> changed = new HashSet<>();
            submit(changed).whenComplete((done, failure) -> {
                publish(changed);
                ended(failure);
            });
        }
    }

    private CompletableFuture<Boolean> submit(Set<TallyKey> changed) {
        try {
            return writer.submitSlices((tables, timeIsUp) -> slice(tables, timeIsUp, changed));
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private Optional<Boolean> slice(StoreWriter.Tables tables, BooleanSupplier timeIsUp, Set<TallyKey> changed)
            throws SQLException {
        publish(changed);
        boolean all;
        do {
            all = step(tables, changed);
        } while (!all && !timeIsUp.getAsBoolean());
        return all ? Optional.of(true) : Optional.empty();
    }

    /** One step; whether nothing is left to be done. */
    private boolean step(StoreWriter.Tables tables, Set<TallyKey> changed) throws SQLException {
        for (RuleSetRow set : tables.rules().building()) {
            Hall hall = halls.get().hall(set.hall());
            if (hall != null) {
                if (RuleHits.build(tables, hall, set, AT_ONCE, clock.millis(), changed)) {
                    LOG.info("Version {} of the rules of hall {} is in force", set.version(), set.hall());
                }
                return false;
            }
        }
        return tables.rules().forget(AT_ONCE);
    }

    /** What slices before this one counted anew. */
    private void publish(Set<TallyKey> changed) {
        if (!changed.isEmpty()) {
            tallied.accept(Set.copyOf(changed));
            changed.clear();
        }
    }

    private synchronized void ended(@Nullable Throwable failure) {
        running = false;
        if (failure == null) {
            fault.over();
        } else {
            due = true;
            notBeforeNanos = nanos.getAsLong() + RETRY_NANOS;
            if (!(failure instanceof CancellationException)) {
                fault.occurred(DatabaseFault.reason(failure));
            }
        }
    }
}
