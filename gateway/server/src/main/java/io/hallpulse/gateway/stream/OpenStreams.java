package io.hallpulse.gateway.stream;

import io.hallpulse.gateway.http.Connections;
import io.hallpulse.gateway.http.Limits;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.ServiceUnavailableResponse;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.ServletOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All open streams, whatever they carry. One thread owns them, and no write waits for a client, so that a stalled one holds up nobody; one
 * that takes nothing for too long is dropped.
 */
public final class OpenStreams implements Executor, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OpenStreams.class);

    private final Limits limits;
    private final Counter dropped;
    private final AtomicInteger open = new AtomicInteger();
    private final Set<StreamClient<?>> clients = new HashSet<>(); // the streams' thread's own
    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(
            1, work -> new Thread(work, "streams"), new ThreadPoolExecutor.DiscardPolicy());

    public OpenStreams(Limits limits, MeterRegistry meters) {
        this.limits = limits;
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        dropped = Counter.builder("hallpulse.streams.dropped")
                .description("Streams that were dropped because their client took nothing")
                .register(meters);
        Gauge.builder("hallpulse.streams.open", open, AtomicInteger::get)
                .description("Open streams of scores and events")
                .register(meters);
    }

    /** Does something on the streams' thread, soon. */
    @Override
    public void execute(Runnable work) {
        thread.execute(work);
    }

    /** Does something on the streams' thread from time to time. */
    void every(long seconds, Runnable work) {
        thread.scheduleWithFixedDelay(work, seconds, seconds, TimeUnit.SECONDS);
    }

    /**
     * Takes one of the places for a request that is to become a stream. {@link #begin} follows.
     *
     * @throws ServiceUnavailableResponse while as many streams are open as the limits allow
     */
    void reserve(Context context) {
        if (open.incrementAndGet() > limits.streams()) {
            open.decrementAndGet();
            context.header(Header.RETRY_AFTER, "30");
            throw new ServiceUnavailableResponse(
                    limits.streams() + " screens are connected already; close one, or try again later");
        }
        context.contentType("text/event-stream").header(Header.CACHE_CONTROL, "no-store");
        context.header("X-Accel-Buffering", "no");
    }

    /**
     * Turns a request whose answer goes on asynchronously into a stream.
     *
     * @param what it carries, for the log
     * @param joined told of the client on the streams' thread, before it is written to
     * @return completes when the stream is over
     */
    <P extends Pending> CompletableFuture<Void> begin(
            Context context, String what, P pending, Consumer<StreamClient<P>> joined) {
        ServletOutputStream out;
        try {
            out = context.res().getOutputStream();
        } catch (IOException e) {
            open.decrementAndGet();
            throw new UncheckedIOException(e);
        }
        StreamClient<P> client =
                new StreamClient<>(thread, out, Connections.closer(context), pending, blocked -> watch(what, blocked));
        CompletableFuture<Void> over = client.ended().thenRun(() -> {
            clients.remove(client);
            open.decrementAndGet();
        });
        thread.execute(() -> {
            clients.add(client);
            joined.accept(client);
        });
        out.setWriteListener(client);
        return over;
    }

    /** Looks again when the deadline is over: a client that took nothing in between is dropped. */
    private void watch(String what, StreamClient<?> client) {
        long writes = client.writes();
        thread.schedule(
                () -> {
                    if (client.isBlocked() && client.writes() == writes) {
                        dropped.increment();
                        reportDropped(what, (long) dropped.count());
                        client.end();
                    }
                },
                limits.writeDeadline().toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /** A line for the 1st, 2nd, 4th, 8th ..., so that many stalled clients are no flood. */
    private void reportDropped(String what, long soFar) {
        if (Long.bitCount(soFar) == 1) {
            LOG.warn(
                    "{}: dropped a client that took nothing for {} ms; {} dropped so far",
                    what,
                    limits.writeDeadline().toMillis(),
                    soFar);
        }
    }

    /** Ends every stream, so that the browsers begin to look for the next gateway. */
    @Override
    public void close() {
        thread.execute(() -> List.copyOf(clients).forEach(StreamClient::end));
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
