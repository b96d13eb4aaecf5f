package io.hallpulse.gateway.stream;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * One open stream, whose writes never block. Everything but Jetty's two callbacks happens on the streams' thread, to which they hand over.
 *
 * @param <P> what waits to be written to it
 */
final class StreamClient<P extends Pending> implements WriteListener {
    private final Executor owner;
    private final ServletOutputStream out;
    private final Runnable abort;
    private final P pending;
    private final Consumer<StreamClient<?>> onBlocked;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    private boolean unflushed;
    private boolean blocked = true; // until Jetty reports for the first time that it takes something
    private long writes;

    /**
     * A stream whose answer has begun asynchronously.
     *
     * @param abort closes the connection, whatever is still to be written
     * @param onBlocked called on the streams' thread whenever the client begins to take nothing
     */
    StreamClient(
            Executor owner, ServletOutputStream out, Runnable abort, P pending, Consumer<StreamClient<?>> onBlocked) {
        this.owner = owner;
        this.out = out;
        this.abort = abort;
        this.pending = pending;
        this.onBlocked = onBlocked;
    }

    /** Completes, on the streams' thread, when the stream is over for whatever reason. */
    CompletableFuture<Void> ended() {
        return ended;
    }

    /** How often something was handed to the connection. */
    long writes() {
        return writes;
    }

    /** Whether the client has still to take what was written last. */
    boolean isBlocked() {
        return blocked && !ended.isDone();
    }

    /** What waits to be written to it; {@link #pump} follows each addition. */
    P pending() {
        return pending;
    }

    /** Ends the stream; in good order, so that the browser comes again at once, unless the client takes nothing. */
    void end() {
        if (blocked) {
            abort.run();
        }
        ended.complete(null);
    }

    @Override
    public void onWritePossible() {
        owner.execute(() -> {
            blocked = false;
            pump();
        });
    }

    @Override
    public void onError(Throwable gone) {
        owner.execute(() -> ended.complete(null));
    }

    /** Writes what waits, as far as the client takes it. */
    void pump() {
        try {
            while (!blocked && !ended.isDone()) {
                if (!out.isReady()) {
                    blocked = true;
                    onBlocked.accept(this);
                    return;
                }
                byte[] next = pending.take();
                if (next != null) {
                    out.write(next);
                    writes++;
                    unflushed = true;
                } else if (unflushed) {
                    unflushed = false;
                    out.flush();
                } else {
                    return;
                }
            }
        } catch (IOException | IllegalStateException gone) {
            ended.complete(null);
        }
    }
}
