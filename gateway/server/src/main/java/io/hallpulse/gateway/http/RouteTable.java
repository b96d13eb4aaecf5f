package io.hallpulse.gateway.http;

import io.hallpulse.contract.message.Json;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.http.Header;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The table of routes. Requests are worked on by threads of their own, with a queue before them, so that the server's own answer for
 * liveness and readiness whatever the rest does: a database that hangs may hold all of these. No thread waits for a client: a body is
 * handed to its route when all of it is there, and an answer is put whole into a buffer of its size, which the server empties as the
 * client takes it.
 */
public final class RouteTable {
    private static final int WORKERS = 8;
    /** As many requests wait at most; one more is answered 503. */
    static final int WAITING = 1024;

    private static final String AFTERWARDS = "afterwards";

    private final ThreadPoolExecutor workers =
            new ThreadPoolExecutor(WORKERS, WORKERS, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(WAITING), task -> {
                Thread thread = new Thread(task, "request");
                thread.setDaemon(true);
                return thread;
            });
    private final JavalinConfig javalin;
    private final Limits limits;
    private final Semaphore freeBodyBytes;

    RouteTable(JavalinConfig javalin, Limits limits) {
        this.javalin = javalin;
        this.limits = limits;
        this.freeBodyBytes = new Semaphore(limits.bodyBytes());
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

    /**
     * A change by an operator, made for the version that its If-Match names; the handler checks with {@link IfMatch}
     * whether that is the present one.
     *
     * @param mostBytes of a body; a larger one is answered 413
     */
    public void put(String path, int mostBytes, LoginGate gate, BodyHandler handler) {
        change(HandlerType.PUT, path, mostBytes, gate, handler);
    }

    /**
     * Something new by an operator.
     *
     * @param mostBytes of a body; a larger one is answered 413
     */
    public void post(String path, int mostBytes, LoginGate gate, BodyHandler handler) {
        change(HandlerType.POST, path, mostBytes, gate, handler);
    }

    private void change(HandlerType method, String path, int mostBytes, LoginGate gate, BodyHandler handler) {
        if (mostBytes >= limits.bodyBytes()) {
            throw new IllegalArgumentException(path + ": a body of " + mostBytes + " bytes has no room in memory");
        }
        javalin.routes.addHttpHandler(
                method,
                path,
                context -> context.future(() -> work(context, request -> {
                    if (gate.admitsChange(request)) {
                        if (method.equals(HandlerType.PUT)) {
                            IfMatch.of(request); // refused before its body comes
                        }
                        receive(request, mostBytes, handler);
                    }
                })));
    }

    /** Hands the body to its handler once it is there; nobody waits for it until then. */
    private void receive(Context context, int mostBytes, BodyHandler handler) throws IOException {
        Body body = Body.receive(context, mostBytes, freeBodyBytes, limits.bodyTime());
        CompletionStage<Void> work = body.whole()
                .<Void>handleAsync(
                        (bytes, failure) -> {
                            if (failure != null) {
                                throw body.refusal(failure);
                            }
                            try {
                                handler.handle(context, bytes);
                            } catch (Exception e) {
                                throw new CompletionException(e);
                            }
                            return null;
                        },
                        workers)
                .whenComplete((done, failure) -> body.close());
        afterwards(context, work);
    }

    private CompletableFuture<Void> work(Context context, Handler handler) {
        Departure client = new Departure();
        context.req().getAsyncContext().addListener(client);
        try {
            return client.unlessGone(CompletableFuture.runAsync(() -> handle(context, handler, client), workers)
                    .thenCompose(done -> client.gone ? CompletableFuture.completedFuture(null) : afterwards(context)));
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(e);
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
