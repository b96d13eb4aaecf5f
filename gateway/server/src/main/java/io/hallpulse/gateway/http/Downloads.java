package io.hallpulse.gateway.http;

import io.hallpulse.gateway.fault.Fault;
import io.hallpulse.runtime.log.DistinctLog;
import io.javalin.http.Context;
import io.javalin.http.Header;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.LoggerFactory;

/**
 * Answers of any length, on threads of their own, since they wait for their client. Two run at once, and one whose client takes
 * less than 16 KiB in 10 s is broken off.
 */
public final class Downloads implements AutoCloseable {
    private static final int AT_ONCE = 2;
    private static final int CHECK_SECONDS = 10;
    private static final long LEAST_BYTES = 16 * 1024;

    private final DistinctLog log;
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(AT_ONCE + 1, task -> {
        Thread thread = new Thread(task, "download");
        thread.setDaemon(true);
        return thread;
    });

    /** @param nanos a clock that never steps */
    public Downloads(LongSupplier nanos) {
        this.log = new DistinctLog(LoggerFactory.getLogger(Downloads.class), nanos);
    }

    /** Writes an answer. */
    public interface Content {
        void write(OutputStream out) throws IOException;
    }

    /** Answers with the content, or with 429 while two others run. */
    public void answer(Context context, Content content) {
        if (!places.tryAcquire()) {
            context.header(Header.RETRY_AFTER, "30");
            Problem.of(429, AT_ONCE + " downloads run already; try again when one is over")
                    .answer(context);
            return;
        }
        // begun before it is handed over, since nobody takes it from a client that is gone, and the place would stay
        // taken
        RouteTable.afterwards(
                context,
                CompletableFuture.runAsync(() -> write(context, content), threads)
                        .whenComplete((done, failure) -> places.release()));
    }

    private void write(Context context, Content content) {
        Counted out;
        try {
            out = new Counted(context.res().getOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Runnable closer = Connections.closer(context);
        ScheduledFuture<?> watch = threads.scheduleWithFixedDelay(
                () -> watch(closer, out), CHECK_SECONDS, CHECK_SECONDS, TimeUnit.SECONDS);
        try {
            content.write(out);
        } catch (IOException | RuntimeException e) {
            log.fault("a download broke off: " + Fault.oneLine(e));
            closer.run(); // else it would look complete
        } finally {
            watch.cancel(false);
        }
    }

    private static void watch(Runnable closer, Counted out) {
        if (out.written - out.checked < LEAST_BYTES) {
            closer.run();
        }
        out.checked = out.written;
    }

    private static final class Counted extends OutputStream {
        private final OutputStream out;
        private volatile long written;
        private volatile long checked;

        Counted(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            count(1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            count(length);
        }

        /** The download's thread alone writes. */
        @SuppressWarnings("NonAtomicVolatileUpdate")
        private void count(int bytes) {
            written += bytes;
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
