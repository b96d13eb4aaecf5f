package io.hallpulse.gateway.alarm;

import io.hallpulse.contract.message.Json;
import io.hallpulse.domain.alarm.Alarm;
import io.hallpulse.domain.alarm.AlarmChanges;
import io.hallpulse.domain.alarm.AlarmKind;
import io.hallpulse.domain.alarm.AlarmNote;
import io.hallpulse.domain.alarm.Condition;
import io.hallpulse.domain.alarm.Patience;
import io.hallpulse.domain.directory.Halls;
import io.hallpulse.domain.record.Actor;
import io.hallpulse.domain.record.Change;
import io.hallpulse.gateway.clock.GatewayClock;
import io.hallpulse.gateway.fault.Fault;
import io.hallpulse.gateway.store.AlarmReader;
import io.hallpulse.gateway.store.StoreReader;
import io.hallpulse.gateway.store.StoreWriter;
import io.hallpulse.gateway.store.StoreWriter.Tables;
import io.hallpulse.gateway.store.TerminalBook;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The alarms of all halls, brought up to date on a thread of their own, and what people do about them. Any thread. */
public final class Alarms implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Alarms.class);
    private static final Duration LOOK = Duration.ofSeconds(10);
    private static final Duration LONGEST_MUTE = Duration.ofDays(31);
    private static final int LONGEST_TEXT = 500;

    private final StoreWriter writer;
    private final AlarmReader reader;
    private final Conditions conditions;
    private final GatewayClock clock;
    private final Announcing announcing;
    private final Messages messages;
    private final Patience patience = new Patience();
    private final Map<AlarmKind, AtomicInteger> open = new EnumMap<>(AlarmKind.class);
    private final Fault database = new Fault(LOG, "alarms");
    private final Semaphore wanted = new Semaphore(0);
    private final Thread thread = new Thread(this::run, "alarms");

    /**
     * One that does nothing yet.
     *
     * @param book of the terminals as they were heard last
     * @param halls of the directory in force
     * @param data folder on the disk that is watched
     * @param announcing told what has changed
     * @param messages to people and programs elsewhere
     */
    public Alarms(
            StoreWriter writer,
            StoreReader reader,
            TerminalBook book,
            Supplier<Halls> halls,
            Path data,
            GatewayClock clock,
            Announcing announcing,
            Messages messages,
            MeterRegistry meters) {
        this.writer = writer;
        this.reader = reader.alarms();
        this.conditions = new Conditions(reader, book, halls, data);
        this.clock = clock;
        this.announcing = announcing;
        this.messages = messages;
        for (AlarmKind kind : AlarmKind.values()) {
            AtomicInteger count = new AtomicInteger();
            open.put(kind, count);
            Gauge.builder("hallpulse.alarms.open", count, AtomicInteger::get)
                    .description("Alarms that are open")
                    .tag("kind", kind.word())
                    .register(meters);
        }
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                turn();
                if (wanted.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                    wanted.drainPermits();
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("Nobody looks for alarms any more");
        }
    }

    /**
     * Watches a certificate that stands in no register: one of the site's own.
     *
     * @param setting of gateway.yaml that names its file
     * @param ends when that in force runs out; must not block
     */
    public void watchCertificate(String setting, Supplier<Instant> ends) {
        conditions.watchCertificate(setting, ends);
    }

    /** Looks at once, and not only in some seconds. */
    public void look() {
        wanted.release();
    }

    /** Brings all alarms up to date. */
    void turn() throws InterruptedException {
        if (!clock.isRight()) {
            return; // nobody knows how long anything has been so
        }
        try {
            Instant now = clock.instant();
            List<Alarm> known = reader.newest();
            boolean outage =
                    known.stream().anyMatch(alarm -> alarm.isOpen() && alarm.kind() == AlarmKind.TERMINALS_AWAY);
            List<Condition> wrong = patience.lasting(conditions.now(outage, now), now.toEpochMilli());
            List<Alarm> changed = AlarmChanges.of(known, wrong, now.toEpochMilli());
            if (!changed.isEmpty()) {
                writer.submit(tables -> store(tables, changed)).get();
            }
            List<Alarm> all = reader.open();
            open.forEach((kind, count) -> count.set(
                    (int) all.stream().filter(alarm -> alarm.kind() == kind).count()));
            List<Alarm> newest = reader.newest();
            announcing.now(known, newest, all, now);
            List<Alarm> due = messages.due(newest, now);
            if (!due.isEmpty()) {
                writer.submit(tables -> messages.send(tables, due, now)).get();
            }
            database.over();
        } catch (IOException | ExecutionException | RejectedExecutionException e) {
            database.occurred(Fault.oneLine(e));
        } catch (RuntimeException e) {
            database.occurred(Fault.oneLine(e));
            LOG.debug("The alarms cannot be brought up to date", e);
        }
    }

    private static boolean store(Tables tables, List<Alarm> changed) throws SQLException {
        for (Alarm alarm : changed) {
            if (alarm.id() == 0) {
                tables.alarms().insert(alarm);
            } else {
                tables.alarms().update(alarm);
            }
        }
        return true;
    }

    /** Those that are open, the oldest first. */
    public List<Alarm> open() {
        return reader.open();
    }

    /** Those that are closed, the newest first. */
    public List<Alarm> closed(int limit) {
        return reader.closed(limit);
    }

    /** What people did about some and said, the oldest first. */
    public List<AlarmNote> notes(List<Alarm> alarms) {
        return reader.notes(alarms.stream().map(Alarm::id).toList());
    }

    /** How many are open, as of the last look. */
    public int openCount() {
        return open.values().stream().mapToInt(AtomicInteger::get).sum();
    }

    /**
     * Somebody takes an alarm on. One of something that is lost closes by it.
     *
     * @param text what they say, may be empty
     * @return completed once that is committed
     * @throws AlarmRefused from the future, where there is no such alarm; here, where the text is too long
     */
    public CompletableFuture<Alarm> acknowledge(Actor actor, long id, String text) {
        return act(
                actor, id, "acknowledge", text, (tables, now) -> tables.alarms().acknowledge(id, actor.name(), now));
    }

    /** Somebody says something of an alarm, likewise. */
    public CompletableFuture<Alarm> comment(Actor actor, long id, String text) {
        if (text.isBlank()) {
            throw new AlarmRefused(false, "text is empty; write what is known");
        }
        return act(actor, id, "comment", text, (tables, now) -> {});
    }

    /** Nobody elsewhere is told of an alarm until an instant, likewise. */
    public CompletableFuture<Alarm> mute(Actor actor, long id, Instant until) {
        Instant now = clock.instant();
        if (until.isBefore(now) || until.isAfter(now.plus(LONGEST_MUTE))) {
            throw new AlarmRefused(false, "until is to be within the next " + LONGEST_MUTE.toDays() + " days");
        }
        return act(
                actor,
                id,
                "mute",
                Json.text(until),
                (tables, at) -> tables.alarms().mute(id, until.toEpochMilli()));
    }

    private interface Act {
        void on(Tables tables, long nowMillis) throws SQLException;
    }

    private CompletableFuture<Alarm> act(Actor actor, long id, String what, String text, Act act) {
        if (text.length() > LONGEST_TEXT) {
            throw new AlarmRefused(false, "text is over " + LONGEST_TEXT + " characters");
        }
        return writer.submit(tables -> {
                    long now = clock.millis();
                    Alarm alarm = tables.alarms()
                            .find(id)
                            .orElseThrow(() -> new AlarmRefused(true, "there is no alarm " + id));
                    act.on(tables, now);
                    tables.alarms().note(new AlarmNote(id, now, actor.name(), what, text));
                    tables.audit()
                            .add(
                                    new Change(
                                            actor,
                                            "alarm." + what,
                                            "alarms/" + id,
                                            "",
                                            new String(
                                                    Json.write(Map.of("alarm", alarm.en(), "text", text)),
                                                    StandardCharsets.UTF_8)),
                                    now);
                    return tables.alarms().find(id).orElseThrow();
                })
                .whenComplete((done, refused) -> look());
    }

    @Override
    public void close() throws InterruptedException {
        thread.interrupt();
        thread.join();
    }
}
