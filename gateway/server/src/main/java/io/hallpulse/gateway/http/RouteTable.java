package io.hallpulse.gateway.http;

import io.hallpulse.contract.message.Json;
import io.hallpulse.domain.people.Access;
import io.javalin.config.JavalinConfig;
import io.javalin.config.Key;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.http.Header;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The table of routes, each with the least role that it wants: a request of anybody else is answered here and meets no handler. Requests are worked on by threads of their own, with a queue before them, so that the server's own answer for
 * liveness and readiness whatever the rest does: a database that hangs may hold all of these. No thread waits for a client: a body is
 * handed to its route when all of it is there, and an answer is put whole into a buffer of its size, which the server empties as the
 * client takes it.
 */
public final class RouteTable {
    private static final int WORKERS = 8;
    /** As many requests wait at most; one more is answered 503. */
    static final int WAITING = 1024;

    /** As much of a body that says nothing is let come. */
    private static final int UNREAD_BYTES = 1024;

    /** Where the server keeps the room of answers. */
    static final Key<UnsentAnswers> UNSENT = new Key<>("unsent answers");

    /** What the kernel does not take off the gateway's hands at once. */
    private static final int LARGE_BYTES = 64 * 1024;

    private static final String AFTERWARDS = "afterwards";
    private static final String AFTER_BODY = "after-body";
    private static final String HAS_BODY = "has-body";
    private static final String DEPARTURE = "departure";

    private final ThreadPoolExecutor workers =
            new ThreadPoolExecutor(WORKERS, WORKERS, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(WAITING), task -> {
                Thread thread = new Thread(task, "request");
                thread.setDaemon(true);
                return thread;
            });
    private final JavalinConfig javalin;
    private final Limits limits;
    private final LoginGate gate;
    private final Semaphore freeBodyBytes;
    private final Map<String, Access> entered = new HashMap<>();

    RouteTable(JavalinConfig javalin, Limits limits, LoginGate gate) {
        this.javalin = javalin;
        this.limits = limits;
        this.gate = gate;
        this.freeBodyBytes = new Semaphore(limits.bodyBytes());
        workers.allowCoreThreadTimeOut(true);
        javalin.events.serverStopped(workers::shutdownNow);
    }

    /** HEAD is answered as GET is: the server leaves the body out. */
    public void get(String path, Access least, Handler handler) {
        Handler atWork = context -> context.future(() -> work(context, least, false, request -> {
            if (least != Access.ANYONE) {
                request.header(Header.CACHE_CONTROL, "no-store");
            }
            handler.handle(request);
        }));
        enter(HandlerType.GET, path, least, atWork);
        enter(HandlerType.HEAD, path, least, atWork);
    }

    /** One for anyone that is answered whatever the rest does, and waits for nothing. */
    public void getAlways(String path, Handler handler) {
        enter(HandlerType.GET, path, Access.ANYONE, handler);
        enter(HandlerType.HEAD, path, Access.ANYONE, handler);
    }

    /**
     * A change that is made for the version that its If-Match names; the handler checks with {@link IfMatch} whether that is the present
     * one.
     *
     * @param mostBytes of a body; a larger one is answered 413
     */
    public void put(String path, Access least, int mostBytes, BodyHandler handler) {
        change(HandlerType.PUT, path, least, mostBytes, true, handler);
    }

    /**
     * A change that says what is so from now on, whatever was before: it has no version, and wants no If-Match.
     *
     * @param mostBytes of a body; a larger one is answered 413
     */
    public void set(String path, Access least, int mostBytes, BodyHandler handler) {
        change(HandlerType.PUT, path, least, mostBytes, false, handler);
    }

    /** The end of what {@link #set} began. */
    public void unset(String path, Access least, Handler handler) {
        change(HandlerType.DELETE, path, least, UNREAD_BYTES, false, (context, body) -> handler.handle(context));
    }

    /**
     * Something new, or the form of a page.
     *
     * @param mostBytes of a body; a larger one is answered 413
     */
    public void post(String path, Access least, int mostBytes, BodyHandler handler) {
        change(HandlerType.POST, path, least, mostBytes, false, handler);
    }

    private void change(
            HandlerType method, String path, Access least, int mostBytes, boolean versioned, BodyHandler handler) {
        if (mostBytes >= limits.bodyBytes()) {
            throw new IllegalArgumentException(path + ": a body of " + mostBytes + " bytes has no room in memory");
        }
        enter(
                method,
                path,
                least,
                context -> context.future(() -> work(context, least, true, request -> {
                    if (versioned) {
                        IfMatch.of(request); // refused before its body comes
                    }
                    receive(request, mostBytes, handler);
                })));
    }

    private void enter(HandlerType method, String path, Access least, Handler handler) {
        javalin.routes.addHttpHandler(method, path, handler);
        entered.put(method.name() + " " + path, least);
    }

    /** The least role of a path and its method, such as {@code GET /healthz}. */
    Access least(String route) {
        Access least = entered.get(route);
        if (least == null) {
            throw new IllegalStateException(route + " was entered beside the table of routes, with no role");
        }
        return least;
    }

    /** Hands the body to its handler once it is there; nobody waits for it until then. */
    private void receive(Context context, int mostBytes, BodyHandler handler) throws IOException {
        Body body = Body.receive(context, mostBytes, freeBodyBytes, limits.bodyTime());
        CompletionStage<Void> work = body.whole()
                .handleAsync(
                        (bytes, failure) -> {
                            if (failure != null) {
                                throw body.refusal(failure);
                            }
                            return handled(context, bytes, handler);
                        },
                        workers)
                .thenCompose(answer -> answer)
                .whenComplete((done, failure) -> body.close());
        context.attribute(AFTERWARDS, work);
    }

    private CompletionStage<Void> handled(Context context, byte[] body, BodyHandler handler) {
        context.attribute(HAS_BODY, true);
        try {
            if (gate.admitsBody(context, body)) {
                handler.handle(context, body);
            }
        } catch (Exception e) {
            throw new CompletionException(e);
        }
        return left(context, AFTER_BODY);
    }

    private CompletableFuture<Void> work(Context context, Access least, boolean change, Handler handler) {
        Departure client = new Departure();
        context.req().getAsyncContext().addListener(client);
        context.attribute(DEPARTURE, client);
        try {
            return client.unlessGone(CompletableFuture.supplyAsync(
                            () -> client.gone
                                    ? CompletableFuture.<Void>completedFuture(null)
                                    : judged(context, gate.judge(context, least, change), handler, client),
                            workers)
                    .thenCompose(answer -> answer));
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Goes on at once where the verdict is there, and else on another worker: none waits for a password to be checked. */
    private CompletionStage<Void> judged(
            Context context, CompletableFuture<LoginGate.Verdict> verdict, Handler handler, Departure client) {
        return verdict.isDone()
                ? handled(context, verdict.join(), handler, client)
                : verdict.thenComposeAsync(later -> handled(context, later, handler, client), workers);
    }

    private static CompletionStage<Void> handled(
            Context context, LoginGate.Verdict verdict, Handler handler, Departure client) {
        handle(
                context,
                request -> {
                    if (verdict.on(request)) {
                        handler.handle(request);
                    }
                },
                client);
        return client.gone ? CompletableFuture.completedFuture(null) : left(context, AFTERWARDS);
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
        private final List<Runnable> atEnd = new ArrayList<>(1);

        synchronized void atEnd(Runnable action) {
            if (gone) {
                action.run();
            } else {
                atEnd.add(action);
            }
        }

        private synchronized void end() {
            gone = true;
            atEnd.forEach(Runnable::run);
            atEnd.clear();
        }

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
            end();
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            end();
        }

        @Override
        public void onError(AsyncEvent event) {
            end();
        }

        @Override
        public void onStartAsync(AsyncEvent event) {}
    }

    /** What a handler has left to threads that may wait, for a client or for a check, and the answer waits for. */
    public static void afterwards(Context context, CompletionStage<Void> work) {
        context.attribute(context.attribute(HAS_BODY) == null ? AFTERWARDS : AFTER_BODY, work);
    }

    /** What is done once the client has all of the answer, or is gone: it is done in any case, and once. */
    public static void atEnd(Context context, Runnable action) {
        Departure client = context.attribute(DEPARTURE);
        if (client == null) {
            throw new IllegalStateException(context.path() + " is answered at once, and has no end to wait for");
        }
        client.atEnd(action);
    }

    private static CompletionStage<Void> left(Context context, String attribute) {
        CompletionStage<Void> work = context.attribute(attribute);
        return work == null ? CompletableFuture.completedFuture(null) : work;
    }

    /** A document of this moment, as JSON. */
    public static void json(Context context, Object document) {
        context.contentType("application/json").header(Header.CACHE_CONTROL, "no-store");
        answer(context, Json.write(document));
    }

    /**
     * The answer's body, which the server sends on without holding a thread, however slowly the client reads. A large one is kept in memory
     * until then, and answered 503 where there is no room for it.
     */
    public static void answer(Context context, byte[] body) {
        boolean isLarge = body.length > LARGE_BYTES && context.attribute(DEPARTURE) != null;
        if (isLarge && !context.appData(UNSENT).admits(context, body.length)) {
            return;
        }
        context.res().setBufferSize(body.length + 1);
        context.result(body);
    }
}
