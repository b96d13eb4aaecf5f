package io.hallpulse.gateway.channel;

import io.hallpulse.domain.channel.Channel;
import io.hallpulse.domain.channel.ChannelRating;
import io.hallpulse.domain.directory.Hall;
import io.hallpulse.domain.directory.Halls;
import io.hallpulse.gateway.store.ChannelRatingRow;
import io.hallpulse.gateway.store.StoreWriter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes in ratings of other channels. Each counts once, however often and in whatever order it is sent: it is known by who sent it and by
 * the key that the sender gave it. Any thread.
 */
public final class ChannelRatings {
    /** The sender of what comes from the gateway's own page; no login has that name. */
    public static final String OWN_PAGE = "";

    private static final long PATIENCE_SECONDS = 8;

    private final StoreWriter writer;
    private final Supplier<Halls> directory;
    private final InstantSource clock;
    private final Map<Channel, Counter> stored = new EnumMap<>(Channel.class);

    /**
     * Takes in nothing yet.
     *
     * @param clock the gateway's own
     */
    public ChannelRatings(StoreWriter writer, Supplier<Halls> directory, InstantSource clock, MeterRegistry meters) {
        this.writer = writer;
        this.directory = directory;
        this.clock = clock;
        for (Channel channel : Channel.values()) {
            stored.put(
                    channel,
                    Counter.builder("hallpulse.channel.ratings")
                            .description("Ratings of other channels than the keys that were new, and are stored")
                            .tag("channel", channel.word())
                            .register(meters));
        }
    }

    /**
     * Stores a rating, unless that sender sent one by that key before.
     *
     * @param sender the login that sends it, or {@link #OWN_PAGE}
     * @return completed after the commit; it fails where the database does not answer in time, and then the same may be sent again, since it
     *     counts once whatever became of the first
     */
    public CompletableFuture<Kept> keep(String sender, String key, ChannelRating rating) {
        ChannelRatingRow row = new ChannelRatingRow(sender, key, rating, clock.millis());
        CompletableFuture<Kept> commit;
        try {
            commit = writer.submit(tables -> {
                Optional<ChannelRatingRow> before = tables.channelRatings().find(sender, key);
                if (before.isPresent()) {
                    return again(before.get(), rating);
                }
                Optional<String> fault = rating.fault(windows(rating.hall()), clock.instant());
                if (fault.isPresent()) {
                    return new Kept.Refused(fault.get());
                }
                tables.channelRatings().insert(row);
                return new Kept.Stored();
            });
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(e);
        }
        commit.thenAccept(kept -> count(kept, rating));
        return commit.copy().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private @Nullable Collection<String> windows(String id) {
        Hall hall = directory.get().hall(id);
        return hall == null ? null : hall.windows().keySet();
    }

    private static Kept again(ChannelRatingRow before, ChannelRating rating) {
        return before.rating().equals(rating)
                ? new Kept.Repeated()
                : new Kept.Refused(
                        "another rating came by this Idempotency-Key before; give each rating a key of its own");
    }

    /** Also where nobody waits for the answer any more. */
    private void count(Kept kept, ChannelRating rating) {
        if (kept instanceof Kept.Stored) {
            Objects.requireNonNull(stored.get(rating.channel())).increment();
        }
    }
}
