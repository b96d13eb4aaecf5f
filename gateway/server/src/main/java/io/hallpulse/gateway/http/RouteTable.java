package io.hallpulse.gateway.http;

import io.hallpulse.contract.message.Json;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.Header;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Where routes are entered. Requests are worked on by threads of their own, with a queue before them, so that the server's own answer for
 * liveness and readiness whatever the rest does: a database that hangs may hold all of these. No thread waits for a client: an answer is
 * put whole into a buffer of its size, which the server empties as the client takes it.
 */
public final class RouteTable {
    private static final int WORKERS = 8;
    /** As many requests wait at most; one more is answered 503. */
    private static final int WAITING = 1024;

    private static final String AFTERWARDS = "afterwards";

    private final ThreadPoolExecutor workers =
            new ThreadPoolExecutor(WORKERS, WORKERS, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(WAITING), task -> {
                Thread thread = new Thread(task, "request");
                thread.setDaemon(true);
                return thread;
            });
    private final JavalinConfig javalin;

    RouteTable(JavalinConfig javalin) {
        this.javalin = javalin;
        workers.allowCoreThreadTimeOut(true);
        javalin.events.serverStopped(workers::shutdownNow);
    }

    /** HEAD is answered as GET is: the server leaves the body out. */
    public void get(String path, Handler handler) {
        getAlways(path, context -> context.future(() -> work(context, handler)));
    }

    /** One that is answered whatever the rest does, and waits for nothing. */
    public void getAlways(String path, Handler handler) {
        javalin.routes.get(path, handler);
        javalin.routes.head(path, handler);
    }

    private CompletableFuture<Void> work(Context context, Handler handler) {
        Departure client = new Departure();
        context.req().getAsyncContext().addListener(client);
        try {
            return client.unlessGone(CompletableFuture.runAsync(() -> handle(context, handler, client), workers)
                    .thenCompose(done -> client.gone ? CompletableFuture.completedFuture(null) : afterwards(context)));
        } catch (RejectedExecutionException e) {
            context.header(Header.RETRY_AFTER, "1");
            Problem.of(503, WAITING + " requests wait for an answer already; try again")
                    .answer(context);
            return CompletableFuture.completedFuture(null);
        }
    }

    private static void handle(Context context, Handler handler, Departure client) {
        try {
            if (!client.gone) {
                handler.handle(context);
            }
        } catch (Exception e) {
            if (!client.gone) { // else there is no request any more, which is no fault
                throw new CompletionException(e);
            }
        }
    }

    /** Whether the client has gone, which ends its request while it may still wait for a worker. */
    private static final class Departure implements AsyncListener {
        private volatile boolean gone;

        /** The same, but never completed once there is nobody to be answered. */
        CompletableFuture<Void> unlessGone(CompletableFuture<Void> work) {
            CompletableFuture<Void> answer = new CompletableFuture<>();
            work.whenComplete((done, failure) -> {
                if (gone) {
                    return;
                }
                if (failure == null) {
                    answer.complete(null);
                } else {
                    answer.completeExceptionally(failure);
                }
            });
            return answer;
        }

        @Override
        public void onComplete(AsyncEvent event) {
            gone = true;
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            gone = true;
        }

        @Override
        public void onError(AsyncEvent event) {
            gone = true;
        }

        @Override
        public void onStartAsync(AsyncEvent event) {}
    }

    /** What a handler has left to threads that may wait for a client, and the answer waits for. */
    static void afterwards(Context context, CompletionStage<Void> work) {
        context.attribute(AFTERWARDS, work);
    }

    private static CompletionStage<Void> afterwards(Context context) {
        CompletionStage<Void> work = context.attribute(AFTERWARDS);
        return work == null ? CompletableFuture.completedFuture(null) : work;
    }

    /** A document of this moment, as JSON. */
    public static void json(Context context, Object document) {
        context.contentType("application/json").header(Header.CACHE_CONTROL, "no-store");
        answer(context, Json.write(document));
    }

    /** The answer's body, which the server sends on without holding a thread, however slowly the client reads. */
    public static void answer(Context context, byte[] body) {
        context.res().setBufferSize(body.length + 1);
        context.result(body);
    }
}
