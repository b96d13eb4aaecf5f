package io.hallpulse.gateway.screen;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.Header;
import java.util.concurrent.Semaphore;

/**
 * Where routes are entered. Of the threads some are kept for liveness and readiness, which answer whatever the rest does: a database
 * that hangs may hold the others. No thread waits for a client: an answer is put whole into a buffer of its size, which the server empties
 * as the client takes it.
 */
final class RouteTable {
    private final JavalinConfig javalin;
    private final Semaphore workers;

    /** @param workers how many requests are worked on at once */
    RouteTable(JavalinConfig javalin, int workers) {
        this.javalin = javalin;
        this.workers = new Semaphore(workers);
    }

    /** HEAD is answered as GET is: the server leaves the body out. */
    void get(String path, Handler handler) {
        getAlways(path, context -> work(context, handler));
    }

    /** One that is answered whatever the rest does, and waits for nothing. */
    void getAlways(String path, Handler handler) {
        javalin.routes.get(path, handler);
        javalin.routes.head(path, handler);
    }

    private void work(Context context, Handler handler) throws Exception {
        if (!workers.tryAcquire()) {
            context.header(Header.RETRY_AFTER, "1");
            Problem.of(503, "too many requests wait for an answer; try again").answer(context);
            return;
        }
        try {
            handler.handle(context);
        } finally {
            workers.release();
        }
    }

    /** The answer's body, which the server sends on without holding a thread, however slowly the client reads. */
    static void answer(Context context, byte[] body) {
        context.res().setBufferSize(body.length + 1);
        context.result(body);
    }
}
