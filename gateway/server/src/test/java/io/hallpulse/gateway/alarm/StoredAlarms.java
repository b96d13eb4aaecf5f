package io.hallpulse.gateway.alarm;

import io.hallpulse.domain.alarm.Alarm;
import io.hallpulse.domain.alarm.AlarmKind;
import io.hallpulse.domain.directory.Halls;
import io.hallpulse.gateway.StoreFile;
import io.hallpulse.gateway.TestDatabase;
import io.hallpulse.gateway.TestHalls;
import io.hallpulse.gateway.store.AlarmReader;
import io.hallpulse.gateway.store.Store;
import io.hallpulse.gateway.store.StoreWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/** Alarms of a hall in a store, with the messages about them, by a clock that the test moves. */
final class StoredAlarms implements AutoCloseable {
    /** When its clock begins: eleven at night in the hall. */
    static final Instant NIGHT = Instant.parse("2026-11-22T15:00:00Z");

    private final Path data;
    private final AtomicReference<Instant> now = new AtomicReference<>(NIGHT);
    private final Store store;
    private final StoreWriter writer;

    StoredAlarms(Path data) {
        this.data = data;
        store = TestDatabase.embedded(data).open();
        writer = store.writer();
    }

    StoreWriter writer() {
        return writer;
    }

    AlarmReader reader() {
        return store.reader().alarms();
    }

    Halls halls() {
        return TestHalls.north(data, "A03").directory();
    }

    Instant now() {
        return Objects.requireNonNull(now.get());
    }

    void setClock(Instant to) {
        now.set(to);
    }

    void advance(Duration by) {
        now.set(now().plus(by));
    }

    /** One opens now. */
    void open(AlarmKind kind, String subject, String detail) throws Exception {
        writer.transaction(tables -> {
            tables.alarms()
                    .insert(new Alarm(
                            0,
                            kind,
                            "north",
                            subject,
                            detail,
                            0,
                            0,
                            now().toEpochMilli(),
                            null,
                            1,
                            Alarm.Told.NOTHING,
                            null,
                            null,
                            null));
            return true;
        });
    }

    void mute(long id, Instant until) throws Exception {
        writer.transaction(tables -> {
            tables.alarms().mute(id, until.toEpochMilli());
            return true;
        });
    }

    /** One closes now. */
    void close(long id) throws Exception {
        try (StoreFile tables = TestDatabase.embedded(data).tables()) {
            tables.execute("update alarm set closed_millis = " + now().toEpochMilli() + " where id = " + id);
        }
    }

    /** What is to be told by now is on its way. */
    void queue(Messages messages) throws Exception {
        List<Alarm> due = messages.due(reader().newest(), now());
        writer.transaction(tables -> messages.send(tables, due, now()));
    }

    /** How many messages nobody has taken yet. */
    int waiting(String way) {
        return reader().waiting(way, 100).size();
    }

    @Override
    public void close() throws InterruptedException {
        writer.close();
        store.close();
    }
}
