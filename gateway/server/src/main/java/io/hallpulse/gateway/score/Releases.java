package io.hallpulse.gateway.score;

import io.hallpulse.domain.count.TallyKey;
import io.hallpulse.domain.directory.Hall;
import io.hallpulse.domain.directory.Halls;
import io.hallpulse.gateway.clock.GatewayClock;
import io.hallpulse.gateway.fault.Fault;
import io.hallpulse.gateway.store.StoreWriter;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * What moves the published figures of halls that hold ratings back: a window's next batch once its delay has passed, and all that is left
 * once the hall's day is over. What is held back stands in the database, so a restart publishes nothing; it only begins the delays anew.
 */
final class Releases {
    private final StoreWriter writer;
    private final Supplier<Halls> halls;
    private final GatewayClock clock;
    private final LongSupplier nanos;
    private final Consumer<Set<WindowKey>> moved;
    private final Fault fault = new Fault(LoggerFactory.getLogger(Releases.class), "publishing ratings");
    private final Waiting waiting = new Waiting();
    /** The halls whose release is written now. */
    private final Set<String> busy = ConcurrentHashMap.newKeySet();
    /** The halls as they were at their last release that is written. */
    private final Map<String, Seen> seen = new ConcurrentHashMap<>();

    private record Seen(Hall hall, @Nullable LocalDate day) {}

    /** @param moved told after each commit whose published figures moved; on the writer's thread */
    Releases(
            StoreWriter writer,
            Supplier<Halls> halls,
            GatewayClock clock,
            LongSupplier nanos,
            Consumer<Set<WindowKey>> moved) {
        this.writer = writer;
        this.halls = halls;
        this.clock = clock;
        this.nanos = nanos;
        this.moved = moved;
    }

    /**
     * Notes what was counted. Any thread.
     *
     * @return the windows of it whose figures moved with it, since their halls hold nothing back
     */
    Set<WindowKey> counted(Set<TallyKey> tallied) {
        Set<WindowKey> atOnce = new HashSet<>();
        Halls current = halls.get();
        for (TallyKey key : tallied) {
            WindowKey window = new WindowKey(key.hall(), key.window());
            Hall hall = current.hall(key.hall());
            if (hall == null || hall.screen().publishesAtOnce()) {
                atOnce.add(window);
            } else {
                waiting.counted(window, nanos.getAsLong());
            }
        }
        return atOnce;
    }

    /** Has published what is due; returns at once. While nobody knows what time it is, nothing is. The scoreboard's thread. */
    void release() {
        if (clock.isRight()) {
            Instant now = clock.instant();
            for (Hall hall : halls.get().all()) {
                if (!busy.contains(hall.id())) {
                    release(hall, now.atZone(hall.zone()).toLocalDate());
                }
            }
        }
    }

    private void release(Hall hall, LocalDate today) {
        Seen last = seen.get(hall.id());
        boolean changed = last == null || !last.hall().equals(hall);
        if (changed) { // what an earlier process or other rules held back waits from now on
            long now = nanos.getAsLong();
            hall.windows().keySet().forEach(id -> waiting.counted(new WindowKey(hall.id(), id), now));
        }
        Set<WindowKey> due =
                waiting.take(hall.id(), hall.screen().privacyDelay().toNanos(), nanos.getAsLong());
        if (last == null || changed || !due.isEmpty() || !today.equals(last.day())) {
            busy.add(hall.id());
            submit(new Release(hall, today, due));
        }
    }

    private void submit(Release release) {
        try {
            writer.submit(tables -> release.on(tables.heldBack()))
                    .whenComplete((result, failure) -> done(release, result, failure));
        } catch (RuntimeException e) { // a queue that is full or closed is one more way to fail
            done(release, null, e);
        }
    }

    private void done(Release release, Release.@Nullable Result result, @Nullable Throwable failure) {
        String hall = release.hall().id();
        if (result != null) {
            fault.over();
            long now = nanos.getAsLong();
            release.due()
                    .forEach(window -> waiting.read(
                            window,
                            result.moved().contains(window),
                            result.left().contains(window),
                            now));
            seen.put(hall, new Seen(release.hall(), release.today()));
            if (!result.moved().isEmpty()) {
                moved.accept(result.moved());
            }
        } else {
            release.due().forEach(waiting::again);
            if (failure != null && !(failure instanceof CancellationException)) {
                fault.occurred(Fault.oneLine(failure));
            }
        }
        busy.remove(hall);
    }
}
