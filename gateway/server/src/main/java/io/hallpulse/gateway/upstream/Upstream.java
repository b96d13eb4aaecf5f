package io.hallpulse.gateway.upstream;

import io.hallpulse.domain.directory.Halls;
import io.hallpulse.domain.upstream.Profile;
import io.hallpulse.domain.upstream.Settling;
import io.hallpulse.gateway.clock.GatewayClock;
import io.hallpulse.gateway.config.UpstreamConfig;
import io.hallpulse.gateway.fault.Fault;
import io.hallpulse.gateway.outbound.RetryWait;
import io.hallpulse.gateway.store.StoreWriter;
import io.hallpulse.gateway.store.UpstreamReader;
import io.hallpulse.gateway.store.UpstreamRow;
import io.hallpulse.gateway.store.UpstreamRow.State;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What goes up to the province, on a thread of its own: it looks for settled ratings, posts those that are queued in their order, and waits
 * longer and longer while the province is away. Any thread.
 */
public final class Upstream implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Upstream.class);
    private static final Duration LOOK = Duration.ofSeconds(20);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);
    /** Whatever came longer ago is looked for once a day: it may count since its window is known, say. */
    private static final Duration OFTEN = Settling.PATIENCE.plusDays(1);

    private final UpstreamConfig config;
    private final Profile profile;
    private final UpstreamReader reader;
    private final Supplier<Halls> halls;
    private final GatewayClock clock;
    private final RetryWait retry;
    private final Queue queue;
    private final Posting posting;
    private final Fault away = new Fault(LOG, "up-stream");
    private final Fault database = new Fault(LOG, "up-stream queue");
    private final Thread thread = new Thread(this::run, "upstream");

    private @Nullable Long wholeDay;

    /**
     * What is told of it.
     *
     * @param oldest since when the first waits, null where none does
     * @param lastSent when the province last took one, null for never
     * @param fault why nothing goes up now, in one line, null where nothing is wrong
     */
    public record Status(
            String profile,
            String url,
            String area,
            long queued,
            long sent,
            long refused,
            @Nullable Instant oldest,
            @Nullable Instant lastSent,
            @Nullable String fault) {}

    /**
     * One that does nothing yet.
     *
     * @param halls of the directory in force
     */
    public Upstream(
            UpstreamConfig config,
            StoreWriter writer,
            UpstreamReader reader,
            Supplier<Halls> halls,
            GatewayClock clock,
            MeterRegistry meters,
            RandomGenerator random) {
        this(config, writer, reader, halls, clock, meters, random, ANSWER_WITHIN);
    }

    Upstream(
            UpstreamConfig config,
            StoreWriter writer,
            UpstreamReader reader,
            Supplier<Halls> halls,
            GatewayClock clock,
            MeterRegistry meters,
            RandomGenerator random,
            Duration answerWithin) {
        this.config = config;
        this.profile = profile(config.profile());
        this.reader = reader;
        this.halls = halls;
        this.clock = clock;
        this.retry = new RetryWait(random);
        this.queue = new Queue(writer, reader, Filling.target(profile, config.area()));
        this.posting = new Posting(new Province(config.uri(), profile.name(), answerWithin, clock), queue, clock);
        for (State state : State.values()) {
            Gauge.builder("hallpulse.upstream.ratings", queue, counts -> counts.count(state))
                    .description("Ratings on their way up to the province, by what became of them")
                    .tag("state", state.word())
                    .register(meters);
        }
        thread.setDaemon(true);
    }

    private static Profile profile(String name) {
        String file = Profile.file(name);
        try (InputStream in = Objects.requireNonNull(Profile.class.getResourceAsStream(file), file)) {
            return Profile.parse(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void start() {
        thread.start();
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.sleep(turn().toMillis());
            }
        } catch (InterruptedException e) {
            LOG.debug("Nothing more goes up");
        }
    }

    /**
     * Queues what is settled and posts what is queued.
     *
     * @return how long to wait for the next turn
     */
    Duration turn() throws InterruptedException {
        if (!clock.isRight()) {
            return LOOK; // nobody knows which day is over
        }
        try {
            queue.open();
            fill();
            Answer.Away reason = post();
            database.over();
            if (reason != null) {
                away.occurred(reason.reason() + "; " + queue.count(State.QUEUED) + " wait, and it is tried again");
                return waitAfter(reason);
            }
            away.over();
            retry.over();
            return LOOK;
        } catch (SQLException | RuntimeException e) {
            queue.doubt();
            database.occurred(Fault.oneLine(e));
            LOG.debug("The queue cannot be used", e);
            return LOOK;
        }
    }

    private void fill() throws SQLException, InterruptedException {
        Instant now = clock.instant();
        long day = Math.floorDiv(now.getEpochSecond(), Duration.ofDays(1).toSeconds());
        boolean whole = wholeDay == null || wholeDay != day;
        queue.fill(
                new Filling(reader, halls.get(), profile, config.area(), now),
                whole ? 0 : now.minus(OFTEN).toEpochMilli());
        wholeDay = day;
    }

    private Answer.@Nullable Away post() throws SQLException, InterruptedException {
        for (List<UpstreamRow> rows = queue.first(); !rows.isEmpty(); rows = queue.first()) {
            Answer.Away reason = posting.post(rows);
            if (reason != null) {
                return reason;
            }
        }
        return null;
    }

    private Duration waitAfter(Answer.Away reason) {
        Duration wait = retry.failed();
        Duration wanted = reason.retryAfter();
        return wanted == null || wanted.compareTo(wait) < 0 ? wait : wanted;
    }

    /** How it stands. */
    public Status status() {
        Long lastSent = queue.lastSent();
        return new Status(
                config.profile(),
                config.url(),
                config.area(),
                queue.count(State.QUEUED),
                queue.count(State.SENT),
                queue.count(State.REFUSED),
                reader.oldestQueued().map(Instant::ofEpochMilli).orElse(null),
                lastSent == null ? null : Instant.ofEpochMilli(lastSent),
                database.current().or(away::current).orElse(null));
    }

    /** Those that the province refused, or that no record could be made of, the newest first. */
    public List<UpstreamRow> refused(int limit) {
        return reader.refused(limit);
    }

    @Override
    public void close() throws InterruptedException {
        thread.interrupt();
        thread.join();
    }
}
