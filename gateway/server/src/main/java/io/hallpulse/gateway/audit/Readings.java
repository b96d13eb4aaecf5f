package io.hallpulse.gateway.audit;

import io.hallpulse.domain.record.Actor;
import io.hallpulse.domain.record.Change;
import io.hallpulse.gateway.store.StoreWriter;
import java.io.IOException;
import java.time.InstantSource;
import java.util.concurrent.ExecutionException;

/** What auditors read that nobody else may: each reading is an entry of the record, before anything is read. Any thread. */
public final class Readings {
    private final StoreWriter writer;
    private final InstantSource clock;

    public Readings(StoreWriter writer, InstantSource clock) {
        this.writer = writer;
        this.clock = clock;
    }

    /**
     * Notes one, and returns once that is committed.
     *
     * @param what is read, such as {@code presses}
     * @param question which of it
     * @throws IOException where it cannot be noted: then it must not be read
     * @throws java.util.concurrent.RejectedExecutionException where too much waits to be written
     */
    public void note(Actor actor, String what, String question) throws IOException, InterruptedException {
        try {
            writer.submit(tables -> {
                        tables.audit().add(new Change(actor, "read", what, "", question), clock.millis());
                        return true;
                    })
                    .get();
        } catch (ExecutionException e) {
            throw new IOException("the reading cannot be noted in the record, so nothing is told", e);
        }
    }
}
