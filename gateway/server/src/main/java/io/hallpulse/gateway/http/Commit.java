package io.hallpulse.gateway.http;

import io.javalin.http.ServiceUnavailableResponse;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/** Waits for a change to be committed, so that its answer comes after it. */
public final class Commit {
    private Commit() {}

    /**
     * What the change came to.
     *
     * @param change begins it
     * @throws ServiceUnavailableResponse where too many changes wait already
     * @throws RuntimeException what the change itself was refused with
     * @throws IOException where it could not be written
     */
    public static <T> T of(Supplier<CompletableFuture<T>> change) throws IOException, InterruptedException {
        try {
            return change.get().get();
        } catch (RejectedExecutionException e) {
            throw new ServiceUnavailableResponse(String.valueOf(e.getMessage()));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException refusal) {
                throw refusal;
            }
            throw new IOException("the change is not written", e);
        }
    }
}
