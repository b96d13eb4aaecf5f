package io.hallpulse.gateway.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.hallpulse.runtime.disk.OwnerOnly;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteConnection;

class WriteQueueTest {
    private static final String INSERT = "insert into t values (?)";

    @TempDir
    Path data;

    private final AtomicLong nanos = new AtomicLong();
    private final List<String> done = Collections.synchronizedList(new ArrayList<>());
    private SqliteDatabase database;
    private HikariDataSource source;
    private WriteQueue queue;

    @BeforeEach
    void open() throws Exception {
        OwnerOnly.file(SqliteDatabase.file(data));
        database = new SqliteDatabase(data);
        source = new HikariDataSource(database.writing());
        queue = WriteQueue.start(source, database, nanos::get);
        queue.first(statement("create table t (n int primary key)"));
    }

    @AfterEach
    void close() throws Exception {
        queue.close();
        source.close();
        database.close();
    }

    @Test
    void first_whileOthersWait_goesBeforeThemAndOneOfThemFollows() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Integer> holder = queue.submit((statements, timeIsUp) -> {
            begun.countDown();
            await(held);
            return Optional.of(0);
        });
        begun.await();
        CompletableFuture<Integer> one = queue.submit(named("one"));
        CompletableFuture<Integer> two = queue.submit(named("two"));
        Thread press = new Thread(() -> firsts(2));
        press.start();
        while (press.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }

        held.countDown();
        CompletableFuture.allOf(holder, one, two).get();
        press.join();

        assertThat(done).startsWith("first 1", "one").contains("first 2", "two");
    }

    @Test
    void submit_jobInSlices_isCommittedSliceBySliceAndOthersGoBetween() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        AtomicLong slices = new AtomicLong();
        CompletableFuture<Long> long1 = queue.submit((statements, timeIsUp) -> {
            await(held);
            assertThat(timeIsUp.getAsBoolean()).isFalse();
            nanos.addAndGet(50_000_000);
            assertThat(timeIsUp.getAsBoolean()).isTrue();
            done.add("slice " + slices.incrementAndGet());
            statements.with("insert into t values (?)", slices.get()).executeUpdate();
            return slices.get() < 3 ? Optional.empty() : Optional.of(slices.get());
        });
        CompletableFuture<Integer> other = queue.submit((statements, timeIsUp) -> {
            done.add("other sees " + count(statements));
            return Optional.of(0);
        });
        held.countDown();

        assertThat(long1.get()).isEqualTo(3);
        other.get();
        assertThat(done).containsExactly("slice 1", "other sees 1", "slice 2", "slice 3");
    }

    @Test
    void submit_jobThatFails_leavesNothingTellsItsOwnerAloneAndTheNextOneWorks() throws Exception {
        CompletableFuture<Integer> failing = queue.submit((statements, timeIsUp) -> {
            statements.with("insert into t values (1)").executeUpdate();
            throw new SQLException("torn");
        });

        assertThatThrownBy(failing::get)
                .isInstanceOf(ExecutionException.class)
                .cause()
                .hasMessage("torn");
        assertThat(queue.<Long>first((statements, timeIsUp) -> Optional.of(count(statements))))
                .isZero();
        assertThatThrownBy(() -> queue.<Integer>first((statements, timeIsUp) -> {
                    throw new SQLException("torn too");
                }))
                .isInstanceOf(SQLException.class)
                .hasMessage("torn too");
    }

    @Test
    void first_jobThatBreaksInTheMiddle_leavesNothing_andIsFollowedOnAFreshConnection() throws Exception {
        for (Throwable failure : List.of(
                new SQLException("torn"),
                new IllegalStateException(new SQLException("torn")),
                new IllegalArgumentException("torn"),
                new StackOverflowError("torn"))) {
            Connection before = connection();
            assertThatThrownBy(() -> queue.<Integer>first((statements, timeIsUp) -> {
                        statements.with(INSERT, 1).executeUpdate();
                        statements.with(INSERT, 2).addBatch();
                        throw WriteQueueTest.<RuntimeException>asUnchecked(failure);
                    }))
                    .hasStackTraceContaining("torn");
            assertThat(connection()).as("after %s", failure).isNotSameAs(before);
            Awaitility.await("closed after " + failure)
                    .atMost(Duration.ofSeconds(30))
                    .until(before::isClosed);
            assertThat(queue.<Long>first((statements, timeIsUp) -> Optional.of(count(statements))))
                    .isZero();
        }
    }

    @Test
    void first_jobThatUndoesWhatItDid_leavesNothing_andCostsNoConnection() throws Exception {
        Connection before = connection();
        queue.<Integer>first((statements, timeIsUp) -> {
            statements.with(INSERT, 1).executeUpdate();
            statements.with(INSERT, 2).addBatch();
            statements.undo();
            return Optional.of(0);
        });
        queue.<Integer>first((statements, timeIsUp) -> {
            PreparedStatement insert = statements.with(INSERT, 3);
            insert.addBatch();
            insert.executeBatch();
            return Optional.of(0);
        });

        assertThat(connection()).isSameAs(before);
        assertThat(queue.<Long>first((statements, timeIsUp) -> Optional.of(count(statements))))
                .as("neither what was undone, nor the batch that was never sent")
                .isEqualTo(1);
    }

    @Test
    void first_undoThatFails_isAFailure_andIsFollowedOnAFreshConnection() throws Exception {
        Connection before = connection();
        assertThatThrownBy(() -> queue.<Integer>first((statements, timeIsUp) -> {
                    statements.with(INSERT, 1).executeUpdate();
                    before.close();
                    statements.undo();
                    return Optional.of(0);
                }))
                .isInstanceOf(SQLException.class);
        assertThat(connection()).isNotSameAs(before);
        assertThat(queue.<Long>first((statements, timeIsUp) -> Optional.of(count(statements))))
                .isZero();
    }

    @Test
    void submit_moreThanMayWait_isRefusedAndFirstStillGoes() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        queue.submit((statements, timeIsUp) -> {
            begun.countDown();
            await(held);
            return Optional.of(0);
        });
        begun.await();
        List<CompletableFuture<Integer>> waiting = new ArrayList<>();
        for (int i = 0; i < WriteQueue.MOST; i++) {
            waiting.add(queue.submit(named("waiting")));
        }

        assertThatThrownBy(() -> queue.submit(named("refused")))
                .isInstanceOf(WriteQueueFull.class)
                .hasMessage("more than 100 changes wait to be stored; try again in some seconds");
        held.countDown();
        firsts(1);
        CompletableFuture.allOf(waiting.toArray(new CompletableFuture<?>[0])).get();
        assertThat(queue.submit(named("taken again")).get()).isZero();
        assertThat(done).doesNotContain("refused");
    }

    @Test
    void close_whileJobsWait_finishesTheOneThatRunsAndFailsTheOthers() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Integer> running = queue.submit((statements, timeIsUp) -> {
            begun.countDown();
            await(held);
            return Optional.of(7);
        });
        begun.await();
        CompletableFuture<Integer> waiting = queue.submit(named("waiting"));
        Thread closer = new Thread(() -> {
            try {
                queue.close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        closer.start();
        while (closer.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        held.countDown();
        closer.join();

        assertThat(running.get()).isEqualTo(7);
        assertThatThrownBy(waiting::get).hasMessage("the database is being closed");
        assertThatThrownBy(() -> queue.submit(named("late"))).hasMessage("the database is being closed");
    }

    /** The one of the database itself, beneath its pool. */
    private Connection connection() throws Exception {
        return queue.first(
                (statements, timeIsUp) -> Optional.of(statements.connection().unwrap(SQLiteConnection.class)));
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> E asUnchecked(Throwable failure) throws E {
        throw (E) failure;
    }

    private void firsts(int times) {
        try {
            for (int i = 1; i <= times; i++) {
                queue.first(named("first " + i));
            }
        } catch (SQLException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private WriteQueue.Job<Integer> named(String name) {
        return (statements, timeIsUp) -> {
            done.add(name);
            return Optional.of(0);
        };
    }

    private static WriteQueue.Job<Integer> statement(String sql) {
        return (statements, timeIsUp) -> Optional.of(statements.with(sql).executeUpdate());
    }

    private static long count(Statements statements) throws SQLException {
        try (ResultSet row = statements.with("select count(*) from t").executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
