package io.hallpulse.gateway.score;

import io.hallpulse.contract.message.Scores;
import io.hallpulse.domain.count.TallyKey;
import io.hallpulse.domain.directory.Hall;
import io.hallpulse.domain.directory.Halls;
import io.hallpulse.domain.time.Period;
import io.hallpulse.gateway.clock.GatewayClock;
import io.hallpulse.gateway.fault.Fault;
import io.hallpulse.gateway.store.Store;
import io.hallpulse.gateway.store.StoreWriter;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.LoggerFactory;

/**
 * The scores of all halls, derived from the database alone. Its own thread publishes them to listeners and to the broker: when something
 * changed, at most five times a second, and from time to time regardless. Any thread may read; nobody waits for ingest.
 */
public final class Scoreboard implements AutoCloseable {
    private static final long PACE_NANOS = Duration.ofMillis(200).toNanos();
    /** Silence is noticed that often where nothing is counted. */
    private static final long POLL_MILLIS = 1000;

    private final Supplier<Halls> halls;
    private final Store store;
    private final Consumer<Scores> broker;
    private final Map<String, Served> served = new ConcurrentHashMap<>();
    private final Changes changes = new Changes();
    private final Releases releases;
    private final GatewayClock clock;
    private final LongSupplier nanos;
    private final Fault fault = new Fault(LoggerFactory.getLogger(Scoreboard.class), "scores");
    /** Whether a change is about to be published. */
    private final AtomicBoolean due = new AtomicBoolean();

    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "scoreboard"));
    private volatile long publishedNanos;

    /** A hall as it was when its board was made. */
    private record Served(Hall hall, HallBoard board, ScorePublisher publisher) {}

    /**
     * A scoreboard that is not started yet.
     *
     * @param broker where {@code scores} messages go; must not block
     * @param nanos a clock that never steps
     */
    public Scoreboard(
            Supplier<Halls> halls,
            Store store,
            StoreWriter writer,
            Consumer<Scores> broker,
            GatewayClock clock,
            LongSupplier nanos) {
        this.halls = halls;
        this.store = store;
        this.releases = new Releases(writer, halls, clock, nanos, this::moved);
        this.broker = broker;
        this.clock = clock;
        this.nanos = nanos;
        this.publishedNanos = nanos.getAsLong() - PACE_NANOS;
    }

    public void start() {
        thread.scheduleWithFixedDelay(this::poll, 0, POLL_MILLIS, TimeUnit.MILLISECONDS);
    }

    /**
     * Something was counted: published at once, or when the pace allows, where its hall holds nothing back. Called by ingest after its
     * commit; returns at once.
     */
    public void counted(Set<TallyKey> tallied) {
        moved(releases.counted(tallied));
    }

    private void moved(Set<WindowKey> windows) {
        changes.add(windows);
        if (!due.getAndSet(true)) {
            long restNanos = PACE_NANOS - (nanos.getAsLong() - publishedNanos);
            thread.schedule(this::publish, Math.max(0, restNanos), TimeUnit.NANOSECONDS);
        }
    }

    /**
     * The scores of a hall as they stand; empty for a hall that is not served here.
     *
     * @throws RuntimeException where the database cannot be read
     */
    public Optional<HallScores> scores(String hall, Period period) {
        return served(hall).map(found -> found.board().scores(period, clock.instant(), clock.isRight()));
    }

    /**
     * The scores of a hall with what is not published yet, for auditors; read anew each time.
     *
     * @throws RuntimeException where the database cannot be read
     */
    public Optional<HallScores> counted(String id, Period period) {
        return Optional.ofNullable(halls.get().hall(id))
                .map(hall -> new HallBoard(
                                hall,
                                store.tallies(),
                                store.reader().channels(),
                                store.terminals(),
                                new Changes(),
                                true)
                        .scores(period, clock.instant(), clock.isRight()));
    }

    /**
     * Subscribes to today's scores of a hall, which come on the scoreboard's thread: when they change, at most five times a second, and every
     * 15 seconds. The listener must not block. Closing what is returned ends it.
     *
     * @throws IllegalArgumentException for a hall that is not served here
     */
    public AutoCloseable subscribe(String hall, Consumer<HallScores> listener) {
        return served(hall)
                .orElseThrow(() -> new IllegalArgumentException("hall " + hall + " is not served here"))
                .publisher()
                .listen(listener);
    }

    /** The board of a hall as the directory has it now; those who listen stay. */
    private Optional<Served> served(String id) {
        Hall hall = halls.get().hall(id);
        return hall == null
                ? Optional.empty()
                : Optional.of(served.compute(
                        id,
                        (key, known) -> known != null && known.hall().equals(hall)
                                ? known
                                : new Served(
                                        hall,
                                        new HallBoard(
                                                hall,
                                                store.tallies(),
                                                store.reader().channels(),
                                                store.terminals(),
                                                changes,
                                                false),
                                        known == null ? new ScorePublisher(broker) : known.publisher())));
    }

    private void poll() {
        if (!due.get()) {
            publish();
        }
    }

    private void publish() {
        // the pace is kept after what was counted, be it of earlier days; a poll that finds nothing to publish holds no
        // press back
        boolean paced = due.getAndSet(false);
        long now = nanos.getAsLong();
        publishedNanos = paced ? now : publishedNanos;
        try {
            releases.release();
            for (String id : halls.get().ids()) {
                Served hall = served(id).orElseThrow();
                if (hall.publisher()
                        .publish(hall.board().scores(Period.TODAY, clock.instant(), clock.isRight()), now)) {
                    publishedNanos = now;
                }
            }
            fault.over();
        } catch (RuntimeException e) {
            fault.occurred(Fault.oneLine(e));
        }
    }

    @Override
    public void close() throws InterruptedException {
        thread.shutdownNow();
        thread.awaitTermination(10, TimeUnit.SECONDS);
    }
}
