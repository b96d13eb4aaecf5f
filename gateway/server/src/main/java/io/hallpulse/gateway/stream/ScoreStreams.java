package io.hallpulse.gateway.stream;

import io.hallpulse.domain.time.Period;
import io.hallpulse.gateway.http.Connections;
import io.hallpulse.gateway.http.Limits;
import io.hallpulse.gateway.score.HallDocuments;
import io.hallpulse.gateway.score.HallScores;
import io.hallpulse.gateway.score.Scoreboard;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.ServiceUnavailableResponse;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.ServletOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All open streams of scores. One thread owns them; the scoreboard's thread only leaves the newest document of a hall in its slot,
 * and no write waits for a client, so that a stalled screen holds up nobody.
 */
public final class ScoreStreams implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ScoreStreams.class);

    private final Limits limits;
    private final HallDocuments documents;
    private final Scoreboard scoreboard;
    private final Counter dropped;
    private final AtomicInteger open = new AtomicInteger();
    private final List<AutoCloseable> subscriptions = new CopyOnWriteArrayList<>();
    private final Map<String, Set<StreamClient>> clients = new HashMap<>(); // the streams' thread's own
    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(
            1, work -> new Thread(work, "streams"), new ThreadPoolExecutor.DiscardPolicy());

    public ScoreStreams(Limits limits, HallDocuments documents, Scoreboard scoreboard, MeterRegistry meters) {
        this.limits = limits;
        this.documents = documents;
        this.scoreboard = scoreboard;
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        dropped = Counter.builder("hallpulse.streams.dropped")
                .description("Streams of scores that were dropped because their client took nothing")
                .register(meters);
        Gauge.builder("hallpulse.streams.open", open, AtomicInteger::get)
                .description("Open streams of scores")
                .register(meters);
    }

    /** Begins to take a hall's scores, now that somebody watches it. The streams' thread. */
    private Set<StreamClient> subscribed(String hall) {
        AtomicReference<@Nullable HallScores> newest = new AtomicReference<>();
        subscriptions.add(scoreboard.subscribe(hall, scores -> {
            if (newest.getAndSet(scores) == null) {
                thread.execute(() -> publish(hall, newest));
            }
        }));
        return new HashSet<>();
    }

    /**
     * Turns a request into a stream of the hall's scores, beginning with the document of this moment.
     *
     * @throws ServiceUnavailableResponse while as many streams are open as the limits allow
     */
    void join(Context context, String hall) {
        if (open.incrementAndGet() > limits.streams()) {
            open.decrementAndGet();
            context.header(Header.RETRY_AFTER, "30");
            throw new ServiceUnavailableResponse(
                    limits.streams() + " screens are connected already; close one, or try again later");
        }
        context.contentType("text/event-stream").header(Header.CACHE_CONTROL, "no-store");
        context.header("X-Accel-Buffering", "no");
        context.future(() -> begin(context, hall).whenComplete((nothing, failure) -> open.decrementAndGet()));
    }

    private CompletableFuture<Void> begin(Context context, String hall) {
        ServletOutputStream out;
        try {
            out = context.res().getOutputStream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        StreamClient client =
                new StreamClient(thread, out, Connections.closer(context), blocked -> watch(hall, blocked));
        thread.execute(() -> {
            Set<StreamClient> audience = audience(hall);
            audience.add(client);
            client.ended().thenRun(() -> audience.remove(client));
            first(hall, client);
        });
        out.setWriteListener(client);
        return client.ended();
    }

    /** Without scores to begin with the stream ends: the browser comes again. */
    private void first(String hall, StreamClient client) {
        documents
                .of(hall, Period.TODAY)
                .ifPresentOrElse(document -> client.offer(new ScoreFrame(document)), client::end);
    }

    private void publish(String hall, AtomicReference<@Nullable HallScores> newest) {
        HallScores scores = newest.getAndSet(null);
        if (scores == null) {
            return;
        }
        ScoreFrame frame = new ScoreFrame(documents.of(scores));
        for (StreamClient client : List.copyOf(audience(hall))) {
            client.offer(frame);
        }
    }

    private Set<StreamClient> audience(String hall) {
        return clients.computeIfAbsent(hall, this::subscribed);
    }

    /** Looks again when the deadline is over: a client that took nothing in between is dropped. */
    private void watch(String hall, StreamClient client) {
        long writes = client.writes();
        thread.schedule(
                () -> {
                    if (client.isBlocked() && client.writes() == writes) {
                        dropped.increment();
                        reportDropped(hall, (long) dropped.count());
                        client.end();
                    }
                },
                limits.writeDeadline().toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /** A line for the 1st, 2nd, 4th, 8th ..., so that many stalled clients are no flood. */
    private void reportDropped(String hall, long soFar) {
        if (Long.bitCount(soFar) == 1) {
            LOG.warn(
                    "hall {}: dropped a screen that took nothing for {} ms; {} dropped so far",
                    hall,
                    limits.writeDeadline().toMillis(),
                    soFar);
        }
    }

    /** Ends every stream, so that the browsers begin to look for the next gateway. */
    @Override
    public void close() {
        for (AutoCloseable subscription : subscriptions) {
            try {
                subscription.close();
            } catch (Exception e) {
                LOG.warn("a subscription of the scoreboard did not close: {}", e.toString());
            }
        }
        thread.execute(
                () -> clients.values().forEach(audience -> List.copyOf(audience).forEach(StreamClient::end)));
        thread.shutdown();
        try {
            if (!thread.awaitTermination(2, TimeUnit.SECONDS)) {
                LOG.warn("streams did not end within 2 s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
