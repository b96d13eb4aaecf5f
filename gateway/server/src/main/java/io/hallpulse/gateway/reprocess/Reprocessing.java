package io.hallpulse.gateway.reprocess;

import io.hallpulse.domain.count.TallyKey;
import io.hallpulse.domain.directory.Hall;
import io.hallpulse.domain.directory.Halls;
import io.hallpulse.gateway.clock.GatewayClock;
import io.hallpulse.gateway.database.DatabaseFault;
import io.hallpulse.gateway.fault.Fault;
import io.hallpulse.gateway.store.StoreWriter;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
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
 * What brings stored presses up to date beside ingest, in slices between its groups: they are placed anew where a clock is known better by
 * now, and counted where their windows are known by now. Any thread.
 */
public final class Reprocessing {
    private static final Logger LOG = LoggerFactory.getLogger(Reprocessing.class);
    private static final long RETRY_NANOS = Duration.ofSeconds(1).toNanos();

    private final StoreWriter writer;
    private final Supplier<Halls> halls;
    private final GatewayClock clock;
    private final LongSupplier nanos;
    private final Consumer<Set<TallyKey>> tallied;
    private final Runnable forget;
    private final Fault fault = new Fault(LOG, "placing presses anew");

    /** Presses may wait to be placed anew, from before this start too. */
    private boolean due = true;

    private boolean running;
    private boolean clockWasRight = true;
    private long notBeforeNanos;

    /**
     * A room that does nothing yet.
     *
     * @param nanos a clock that never steps
     * @param tallied informed after each commit of what was counted anew; must not block
     * @param forget called inside a transaction after which runs and boots are no longer as ingest remembers them
     */
    public Reprocessing(
            StoreWriter writer,
            Supplier<Halls> halls,
            GatewayClock clock,
            LongSupplier nanos,
            Consumer<Set<TallyKey>> tallied,
            Runnable forget) {
        this.writer = writer;
        this.halls = halls;
        this.clock = clock;
        this.nanos = nanos;
        this.tallied = tallied;
        this.forget = forget;
        this.notBeforeNanos = nanos.getAsLong();
    }

    /**
     * Has presses placed anew if any wait for it and the gateway's own clock is right; returns at once. What failed is tried again at a later
     * call.
     *
     * @param moved whether a clock became better known
     */
    public synchronized void redate(boolean moved) {
        boolean clockRight = clock.isRight();
        due |= moved || (clockRight && !clockWasRight);
        clockWasRight = clockRight;
        if (due && clockRight && !running && nanos.getAsLong() - notBeforeNanos >= 0) {
            due = false;
            running = true;
            Tallied changed = new Tallied();
            submit((tables, timeIsUp) -> redate(tables, timeIsUp, changed)).whenComplete((done, failure) -> {
                changed.publish();
                redated(failure == null && done, failure);
            });
        }
    }

    private Optional<Boolean> redate(StoreWriter.Tables tables, BooleanSupplier timeIsUp, Tallied changed)
            throws SQLException {
        changed.publish();
        Redating redating = new Redating(tables, halls.get(), clock.millis());
        Redating.Step step;
        do {
            step = redating.step();
            changed.add(step.tallied());
            if (step.forgets()) {
                forget.run();
            }
        } while (!step.isLast() && !timeIsUp.getAsBoolean());
        return step.isLast() || !clock.isRight() ? Optional.of(step.isLast()) : Optional.empty();
    }

    private synchronized void redated(boolean all, @Nullable Throwable failure) {
        running = false;
        due |= !all;
        if (failure == null) {
            fault.over();
        } else {
            notBeforeNanos = nanos.getAsLong() + RETRY_NANOS;
        }
        if (failure != null && !(failure instanceof CancellationException)) {
            fault.occurred(DatabaseFault.reason(failure));
        }
    }

    /**
     * Counts what was stored before the directory named its windows.
     *
     * @return how many presses have another state once it is done
     */
    public CompletableFuture<Long> rejudge() {
        Deque<Hall> left = new ArrayDeque<>(halls.get().all());
        Tallied changed = new Tallied();
        long[] judged = {0};
        return submit((tables, timeIsUp) -> {
                    changed.publish();
                    while (!left.isEmpty() && !timeIsUp.getAsBoolean()) {
                        Rejudging.Step step = Rejudging.step(tables, left.element());
                        changed.add(step.tallied());
                        judged[0] += step.judged();
                        if (step.isLast()) {
                            left.remove();
                        }
                    }
                    return left.isEmpty() ? Optional.of(judged[0]) : Optional.<Long>empty();
                })
                .whenComplete((done, failure) -> {
                    changed.publish();
                    if (failure instanceof CancellationException) {
                        LOG.debug("What is not counted yet is so after the next start");
                    } else if (failure != null) {
                        LOG.error(
                                "What was stored before its window was known is not counted: {}; restart the gateway",
                                DatabaseFault.reason(failure));
                    } else if (done > 0) {
                        LOG.info("{} stored presses belong to windows that are configured now", done);
                    }
                });
    }

    /** A queue that is full or closed is one more way to fail. */
    private <T> CompletableFuture<T> submit(StoreWriter.Slices<T> slices) {
        try {
            return writer.submitSlices(slices);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** What was counted anew by slices: published once the next one begins, or there is none. The writer's thread. */
    private final class Tallied {
        private final Set<TallyKey> keys = new HashSet<>();

        void add(Set<TallyKey> more) {
            keys.addAll(more);
        }

        void publish() {
            if (!keys.isEmpty()) {
                tallied.accept(Set.copyOf(keys));
                keys.clear();
            }
        }
    }
}
