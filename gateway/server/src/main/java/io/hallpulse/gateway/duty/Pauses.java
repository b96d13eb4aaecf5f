package io.hallpulse.gateway.duty;

import io.hallpulse.domain.count.TallyKey;
import io.hallpulse.domain.directory.Hall;
import io.hallpulse.domain.directory.Halls;
import io.hallpulse.domain.duty.Pause;
import io.hallpulse.domain.record.Actor;
import io.hallpulse.domain.record.Change;
import io.hallpulse.gateway.store.RuleHits;
import io.hallpulse.gateway.store.StoreWriter;
import io.hallpulse.gateway.store.StoreWriter.Tables;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Which windows pause, and did. A pause begins now and ends now: nobody can say of a time that is over that a window paused then, so that a
 * rating that is given already counts whatever is said afterwards. Any thread.
 */
public final class Pauses {
    private final StoreWriter writer;
    private final Supplier<Halls> directory;
    private final InstantSource clock;
    private final Consumer<Set<TallyKey>> tallied;
    /** The newest of each window. */
    private final Map<Place, Pause> newest = new ConcurrentHashMap<>();

    private record Place(String hall, String window) {}

    private Pauses(
            StoreWriter writer,
            Supplier<Halls> directory,
            InstantSource clock,
            Consumer<Set<TallyKey>> tallied,
            List<Pause> newest) {
        this.writer = writer;
        this.directory = directory;
        this.clock = clock;
        this.tallied = tallied;
        newest.forEach(this::keep);
    }

    /**
     * As the database has them.
     *
     * @param clock the gateway's own
     * @param tallied informed after a commit of what was counted anew; must not block
     */
    public static Pauses open(
            StoreWriter writer, Supplier<Halls> directory, InstantSource clock, Consumer<Set<TallyKey>> tallied)
            throws SQLException, InterruptedException {
        return new Pauses(
                writer,
                directory,
                clock,
                tallied,
                writer.transaction(tables -> tables.pauses().newest()));
    }

    /** The pause that a window is in now. */
    public Optional<Pause> at(String hall, String window) {
        return Optional.ofNullable(newest.get(new Place(hall, window))).filter(pause -> pause.isAt(clock.millis()));
    }

    /**
     * Has a window pause from now on, until it is resumed or the hall's day ends.
     *
     * @return the pause, once it is committed; the one that the window is in already, where it is
     * @throws DutyRefused with one line, where there is no such window
     */
    public CompletableFuture<Pause> pause(Actor actor, String hall, String window) {
        Hall at = Windows.require(directory.get(), hall, window);
        return writer.submit(tables -> begin(tables, actor, at, window)).thenApply(this::keep);
    }

    private Pause begin(Tables tables, Actor actor, Hall hall, String window) throws SQLException {
        long now = clock.millis();
        Pause before = tables.pauses().newest(hall.id(), window);
        if (before != null && before.endsMillis() > now) {
            return before;
        }
        long from = tables.pauses().newestPress(hall.id(), window, now - 1) + 1;
        if (before != null) {
            from = Math.max(from, Math.max(before.fromMillis() + 1, before.endsMillis()));
        }
        Pause pause = Pause.of(hall.id(), hall.zone(), window, from);
        tables.pauses().insert(pause, actor.name());
        tables.audit().add(new Change(actor, "window.pause", object(pause), "", text(from)), now);
        return pause;
    }

    /**
     * Ends the pause that a window is in; nothing where it is in none.
     *
     * @throws DutyRefused with one line, where there is no such window
     */
    public CompletableFuture<?> resume(Actor actor, String hall, String window) {
        Hall at = Windows.require(directory.get(), hall, window);
        return writer.submit(tables -> end(tables, actor, at, window)).thenApply(done -> {
            done.ifPresent(ended -> {
                keep(ended.pause());
                tallied.accept(ended.tallied());
            });
            return done.isPresent();
        });
    }

    private record Ended(Pause pause, Set<TallyKey> tallied) {}

    private Optional<Ended> end(Tables tables, Actor actor, Hall hall, String window) throws SQLException {
        long now = clock.millis();
        Pause before = tables.pauses().newest(hall.id(), window);
        if (before == null || before.endsMillis() <= now) {
            return Optional.empty();
        }
        Pause ended = before.endedAt(now);
        tables.pauses().end(ended, actor.name());
        tables.audit()
                .add(
                        new Change(
                                actor,
                                "window.resume",
                                object(ended),
                                text(ended.fromMillis()),
                                text(ended.endsMillis())),
                        now);
        return Optional.of(new Ended(ended, RuleHits.resumed(tables, hall, ended, before.endsMillis())));
    }

    private static String object(Pause pause) {
        return "windows/" + pause.hall() + '/' + pause.window();
    }

    private static String text(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }

    /** Whoever comes here first: the later pause stays, and of one pause the earlier end. */
    private Pause keep(Pause pause) {
        newest.merge(
                new Place(pause.hall(), pause.window()),
                pause,
                (one, other) -> one.fromMillis() == other.fromMillis()
                        ? one.endedAt(other.endsMillis())
                        : one.fromMillis() > other.fromMillis() ? one : other);
        return pause;
    }
}
