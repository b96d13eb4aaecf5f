package io.hallpulse.gateway.database;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The queue of all changes to one database, and the thread that makes them: nobody else holds a connection that writes. A change that
 * goes first waits for one slice of another at most; after it one slice of one other job runs. The connection keeps its prepared
 * statements and is let go after any failure, so that the next transaction begins on a fresh one. Any thread.
 */
public final class WriteQueue implements AutoCloseable {
    /** So many jobs may wait; a further one is refused. */
    public static final int MOST = 100;

    private static final String CLOSING = "the database is being closed";
    private static final long SLICE_NANOS = Duration.ofMillis(50).toNanos();

    private final HikariDataSource source;
    private final Database database;
    private final LongSupplier nanos;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Entry<?>> first = new ArrayDeque<>();
    private final Deque<Entry<?>> waiting = new ArrayDeque<>();
    private boolean closed;

    private final Thread thread;
    /** The thread's alone. */
    private @Nullable Statements statements;

    /** A change in slices, each a transaction of its own. On the queue's thread. */
    @FunctionalInterface
    public interface Job<T> {
        /**
         * Does some of it.
         *
         * @param timeIsUp whether this slice should come to its end
         * @return what came of it, empty where another slice is to follow
         */
        Optional<T> slice(Statements statements, BooleanSupplier timeIsUp) throws SQLException;
    }

    private record Entry<T>(Job<T> job, CompletableFuture<T> done, boolean goesFirst) {}

    private WriteQueue(HikariDataSource source, Database database, LongSupplier nanos) {
        this.source = source;
        this.database = database;
        this.nanos = nanos;
        this.thread = new Thread(this::run, database.part().thread());
    }

    /**
     * A queue that works.
     *
     * @param source whose one connection it keeps
     * @param nanos a clock that never steps
     */
    public static WriteQueue start(HikariDataSource source, Database database, LongSupplier nanos) {
        WriteQueue queue = new WriteQueue(source, database, nanos);
        queue.thread.start();
        return queue;
    }

    /**
     * Makes a change before all that waits, and returns once it is committed or rolled back.
     *
     * @throws SQLException where the job or its commit failed; {@link DatabaseFault#isOfData} tells what kind of failure it is
     */
    public <T> T first(Job<T> job) throws SQLException, InterruptedException {
        CompletableFuture<T> done = new CompletableFuture<>();
        lock.lock();
        try {
            if (closed) {
                throw new SQLException(CLOSING);
            }
            first.add(new Entry<>(job, done, true));
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            return done.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SQLException fault) {
                throw fault;
            }
            if (e.getCause() instanceof RuntimeException fault) {
                throw fault;
            }
            throw new IllegalStateException(e.getCause());
        } catch (CancellationException e) {
            throw new SQLException(CLOSING, e);
        }
    }

    /**
     * Has a change made when its turn comes.
     *
     * @return completed on the queue's thread once all of it is committed, or with what it failed on, which is not tried again
     * @throws WriteQueueFull where {@link #MOST} jobs wait
     */
    public <T> CompletableFuture<T> submit(Job<T> job) {
        CompletableFuture<T> done = new CompletableFuture<>();
        lock.lock();
        try {
            if (closed) {
                throw closing();
            }
            if (waiting.size() >= MOST) {
                throw new WriteQueueFull();
            }
            waiting.add(new Entry<>(job, done, false));
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        return done;
    }

    private static CancellationException closing() {
        return new CancellationException(CLOSING);
    }

    private void run() {
        try {
            for (Entry<?> next = next(true); next != null; next = next(true)) {
                slice(next);
                Entry<?> other = next.goesFirst() ? next(false) : null;
                if (other != null) {
                    slice(other);
                }
            }
        } finally {
            handBack();
        }
    }

    /**
     * What comes next.
     *
     * @param firstToo whether to take what goes first, and to wait where there is nothing
     * @return null where there is nothing, or no more
     */
    private @Nullable Entry<?> next(boolean firstToo) {
        lock.lock();
        try {
            while (firstToo && first.isEmpty() && waiting.isEmpty() && !closed) {
                changed.awaitUninterruptibly();
            }
            if (closed) {
                return null;
            }
            Entry<?> next = firstToo ? first.poll() : null;
            return next != null ? next : waiting.poll();
        } finally {
            lock.unlock();
        }
    }

    private <T> void slice(Entry<T> entry) {
        long end = nanos.getAsLong() + SLICE_NANOS;
        Optional<T> result;
        try {
            result = transaction(entry.job(), () -> nanos.getAsLong() - end >= 0);
        } catch (SQLException | RuntimeException | Error e) {
            entry.done().completeExceptionally(e);
            return;
        }
        result.ifPresentOrElse(entry.done()::complete, () -> again(entry));
    }

    private void again(Entry<?> entry) {
        lock.lock();
        try {
            waiting.add(entry);
        } finally {
            lock.unlock();
        }
    }

    private <T> Optional<T> transaction(Job<T> job, BooleanSupplier timeIsUp) throws SQLException {
        boolean committed = false;
        try {
            Statements current = statements();
            current.connection().setAutoCommit(false);
            Optional<T> result = job.slice(current, timeIsUp);
            current.connection().commit();
            // the driver opens the next transaction at once, and an idle one would lock others out
            current.connection().setAutoCommit(true);
            committed = true;
            return result;
        } finally {
            if (!committed) {
                letGo();
            }
        }
    }

    private Statements statements() throws SQLException {
        Statements current = statements;
        if (current == null) {
            current = new Statements(database.claim(source));
            statements = current;
        }
        return current;
    }

    private void handBack() {
        Statements current = statements;
        statements = null;
        if (current != null) {
            current.handBack();
        }
    }

    private void letGo() {
        Statements current = statements;
        statements = null;
        if (current != null) {
            current.rollBack();
            source.evictConnection(current.connection());
        }
    }

    /** Ends after the slice that runs. What waits is not done; its futures say so. */
    @Override
    public void close() throws InterruptedException {
        List<Entry<?>> left = new ArrayList<>();
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        thread.join();
        lock.lock();
        try {
            left.addAll(first);
            left.addAll(waiting);
            first.clear();
            waiting.clear();
        } finally {
            lock.unlock();
        }
        left.forEach(entry -> entry.done().completeExceptionally(closing()));
    }
}
