package io.hallpulse.gateway.ticket;

import io.hallpulse.domain.ticket.TicketCount;
import io.hallpulse.gateway.store.StoreWriter;
import java.time.InstantSource;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;

/**
 * Takes in closed tickets. Each hour of a window counts once, however often it is sent; a machine that has counted anew sends the new number,
 * which takes the place of the one before. Any thread.
 */
public final class Tickets {
    private final StoreWriter writer;
    private final InstantSource clock;

    /** @param clock the gateway's own */
    public Tickets(StoreWriter writer, InstantSource clock) {
        this.writer = writer;
        this.clock = clock;
    }

    /** What became of it. */
    public enum Kept {
        STORED,
        /** The same was there already. */
        REPEATED,
        /** Another number was there. */
        REPLACED
    }

    /**
     * Stores a count.
     *
     * @param sender the login that sends it
     * @return completed after the commit
     */
    public CompletableFuture<Kept> keep(String sender, TicketCount count) {
        return writer.submit(tables -> {
            OptionalInt before = tables.tickets().closed(count);
            if (before.isPresent() && before.getAsInt() == count.closed()) {
                return Kept.REPEATED;
            }
            tables.tickets().put(count, sender, clock.millis());
            return before.isPresent() ? Kept.REPLACED : Kept.STORED;
        });
    }
}
