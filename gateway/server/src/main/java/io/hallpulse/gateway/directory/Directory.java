package io.hallpulse.gateway.directory;

import io.hallpulse.domain.calendar.ShippedCalendar;
import io.hallpulse.domain.directory.Hall;
import io.hallpulse.domain.directory.Halls;
import io.hallpulse.domain.directory.Import;
import io.hallpulse.domain.record.Actor;
import io.hallpulse.gateway.store.HallTable;
import io.hallpulse.gateway.store.StoreWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The directory in force, and the way to change it. A change is a version in the database, and in force for all rooms as soon as it is
 * committed. Any thread.
 */
public final class Directory {
    private final StoreWriter writer;
    private final InstantSource clock;
    private final List<Consumer<Halls>> listeners = new CopyOnWriteArrayList<>();
    private final AtomicLong drawn = new AtomicLong();
    private long enforced;
    private volatile Halls current;

    private record Version(long number, Halls halls) {}

    private Directory(StoreWriter writer, InstantSource clock, Halls current) {
        this.writer = writer;
        this.clock = clock;
        this.current = current;
    }

    /**
     * Opens the directory, once what changed in the file since it was last imported is a version of it, and with the shipped calendar's days.
     *
     * @param file the halls as the configuration has them
     * @param actor who started the gateway on that file
     * @param clock the gateway's own
     */
    public static Directory open(StoreWriter writer, Halls file, Actor actor, InstantSource clock)
            throws SQLException, InterruptedException {
        Halls merged = writer.transaction(tables -> {
            HallTable table = tables.halls();
            Halls last = table.imported();
            Halls current = table.current();
            long now = clock.millis();
            if (last.all().isEmpty()) { // from a version that made every change in the file alone
                current = known(table, file);
                last = current;
            }
            Halls halls = ShippedCalendar.added(Import.merge(current, last, file), shipped(), table.everInCalendar());
            table.keep(halls, file, now);
            new DirectoryRecord(tables.audit(), actor, "import", now).write(current, halls);
            return halls;
        });
        return new Directory(writer, clock, merged);
    }

    private static String shipped() {
        try (InputStream in = Objects.requireNonNull(
                ShippedCalendar.class.getResourceAsStream(ShippedCalendar.FILE), ShippedCalendar.FILE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Halls known(HallTable table, Halls file) throws SQLException {
        List<Hall> halls = new ArrayList<>();
        for (Hall hall : file.all()) {
            table.latest(hall.id()).ifPresent(halls::add);
        }
        return new Halls(halls);
    }

    /** What is in force. */
    public Halls current() {
        return current;
    }

    /** Has a listener informed of each change after its commit; it must not block. */
    public void onChange(Consumer<Halls> listener) {
        listeners.add(listener);
    }

    /**
     * Changes it, and records what that did. What is refused at once disturbs no transaction, and what was worked out for that is taken
     * where nobody else changed the directory meanwhile.
     *
     * @param actor who changes it
     * @param change from what is in force; what it throws later, once others changed the directory, is what the future fails on
     * @return completed once it is committed and in force
     * @throws RuntimeException what the change throws at once
     */
    public CompletableFuture<Halls> change(Actor actor, UnaryOperator<Halls> change) {
        Halls seen = current;
        Halls expected = change.apply(seen);
        return writer.submit(tables -> {
                    Halls before = tables.halls().current();
                    Halls after = before.equals(seen) ? expected : change.apply(before);
                    long now = clock.millis();
                    tables.halls().keep(after, new Halls(List.of()), now);
                    new DirectoryRecord(tables.audit(), actor, "directory", now).write(before, after);
                    return new Version(drawn.incrementAndGet(), after);
                })
                .thenApply(this::enforce);
    }

    /** The one that was committed last stays, whoever comes here first. */
    private synchronized Halls enforce(Version version) {
        if (version.number() > enforced) {
            enforced = version.number();
            if (!version.halls().equals(current)) {
                current = version.halls();
                listeners.forEach(listener -> listener.accept(current));
            }
        }
        return current;
    }
}
