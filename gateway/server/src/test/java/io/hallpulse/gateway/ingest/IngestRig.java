package io.hallpulse.gateway.ingest;

import static org.awaitility.Awaitility.await;

import io.hallpulse.contract.TerminalId;
import io.hallpulse.contract.Topics;
import io.hallpulse.contract.message.Anchor;
import io.hallpulse.contract.message.Json;
import io.hallpulse.contract.message.Press;
import io.hallpulse.contract.message.PressesWriter;
import io.hallpulse.contract.message.RunSpan;
import io.hallpulse.contract.message.Status;
import io.hallpulse.domain.directory.Hall;
import io.hallpulse.domain.directory.Halls;
import io.hallpulse.domain.duty.Pause;
import io.hallpulse.domain.fraud.RuleSet;
import io.hallpulse.domain.record.Actor;
import io.hallpulse.gateway.StoreFile;
import io.hallpulse.gateway.TestDatabase;
import io.hallpulse.gateway.TestHalls;
import io.hallpulse.gateway.clock.GatewayClock;
import io.hallpulse.gateway.duty.Pauses;
import io.hallpulse.gateway.fraud.Rules;
import io.hallpulse.gateway.reprocess.Reprocessing;
import io.hallpulse.gateway.reprocess.Rescoring;
import io.hallpulse.gateway.store.Store;
import io.hallpulse.gateway.store.StoreWriter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;

/** Ingest over a real database, without a broker. */
final class IngestRig implements AutoCloseable {
    static final TerminalId N3 = new TerminalId("north", "n-03");
    static final Instant NOW = Instant.parse("2026-11-22T10:04:05.000Z");

    private final TestDatabase database;
    private final Store store;
    private final StoreWriter writer;
    private final AtomicLong wallMillis = new AtomicLong(NOW.toEpochMilli());
    private final AtomicBoolean synced = new AtomicBoolean(true);
    private final AtomicLong passedNanos = new AtomicLong();
    private final GatewayClock clock =
            new GatewayClock(() -> Instant.ofEpochMilli(wallMillis.get()), System::nanoTime, synced::get, true, 0);
    private final Inbox inbox = new Inbox();
    private final Ingest ingest;
    private final Halls halls;
    private final Rules rules;
    private final AtomicLong pauseMillis = new AtomicLong();
    private final Pauses pauses;
    private final Map<String, Long> acks = new ConcurrentHashMap<>();
    private final Map<String, Long> lows = new ConcurrentHashMap<>();
    private final AtomicInteger ackCount = new AtomicInteger();
    private final AtomicInteger offered = new AtomicInteger();
    private final AtomicInteger acknowledged = new AtomicInteger();

    IngestRig(TestDatabase database, String... windows) {
        this.database = database;
        store = database.open();
        writer = store.writer();
        LongSupplier nanos = () -> System.nanoTime() + passedNanos.get();
        halls = TestHalls.north(database.data(), windows).directory();
        Rescoring rescoring = new Rescoring(writer, () -> halls, clock, nanos, tallied -> {});
        rules = new Rules(writer, store.reader(), () -> halls, clock, rescoring::changed);
        pauses = pauses();
        Reprocessing reprocessing =
                new Reprocessing(writer, () -> halls, clock, nanos, tallied -> {}, () -> ingest().forget());
        ingest = new Ingest(
                inbox,
                writer,
                store.terminals(),
                () -> halls,
                (terminal, run, low, upTo) -> {
                    acks.put(run, upTo);
                    lows.put(run, low);
                    ackCount.incrementAndGet();
                },
                tallied -> {},
                moved -> {
                    reprocessing.redate(moved);
                    rescoring.poll();
                },
                events -> {},
                clock,
                nanos,
                new IngestMeters(new SimpleMeterRegistry()));
    }

    private Pauses pauses() {
        try {
            return Pauses.open(writer, () -> halls, () -> Instant.ofEpochMilli(pauseMillis.get()), tallied -> {});
        } catch (SQLException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Has a window pause, said at that instant. */
    Pause pause(String window, Instant now) {
        pauseMillis.set(now.toEpochMilli());
        return pauses.pause(Actor.command("test"), "north", window).join();
    }

    /** Has a window served again, said at that instant. */
    void resume(String window, Instant now) {
        pauseMillis.set(now.toEpochMilli());
        pauses.resume(Actor.command("test"), "north", window).join();
    }

    private Ingest ingest() {
        return ingest;
    }

    /** A rig that takes messages at once. */
    static IngestRig started(TestDatabase database, String... windows) {
        IngestRig rig = new IngestRig(database, windows);
        rig.start();
        return rig;
    }

    void start() {
        ingest.start();
    }

    /** Enters rules of the hall, which are then applied beside all else. */
    void rules(RuleSet set) {
        Hall north = Objects.requireNonNull(halls.hall("north"));
        rules.change(Actor.command("test"), north, version -> {}, set).join();
    }

    /** The rules that were entered last are in force, and nothing is left of those before them. */
    void awaitRules() {
        patiently().until(() -> {
            try (StoreFile file = database.tables()) {
                return file.rows("select (select count(*) from rule_set where state = 'building')"
                                + " + (select count(*) from rule_hit h join rule_set s on s.id = h.set_id"
                                + " where s.state <> 'in force')")
                        .equals(List.of("0"));
            }
        });
    }

    Store store() {
        return store;
    }

    Optional<String> fault() {
        return ingest.fault();
    }

    void presses(String run, long low, Press... presses) {
        presses(run, low, null, presses);
    }

    void presses(String run, long low, @Nullable Anchor anchor, Press... presses) {
        byte[] payload = PressesWriter.write(run, "boot-1", low, anchor, List.of(presses), Json.MAX_MESSAGE_BYTES)
                .bytes();
        deliver(Topics.of(N3, Topics.Kind.PRESSES), payload, NOW);
    }

    void json(String text) {
        deliver(Topics.of(N3, Topics.Kind.PRESSES), text.getBytes(StandardCharsets.UTF_8), NOW);
    }

    void online(Instant received, RunSpan... runs) {
        Status status = new Status(
                1,
                Status.ONLINE,
                "1.0.0",
                "boot-1",
                "synced",
                null,
                null,
                List.of(runs),
                0L,
                0L,
                List.of(new Status.InputStatus("panel", "A03", "ok", null, null, null)),
                null);
        deliver(Topics.of(N3, Topics.Kind.STATUS), Json.write(status), received);
    }

    void deliver(String topic, byte[] payload, Instant received) {
        Delivery delivery = new Delivery(topic, payload, received.toEpochMilli(), false, acknowledged::incrementAndGet);
        patiently().until(() -> inbox.offer(delivery, true));
        offered.incrementAndGet();
    }

    /** All that was delivered is committed and acknowledged to the broker. */
    void awaitDone() {
        patiently().until(() -> acknowledged.get() == offered.get());
    }

    /** Nothing waits to be placed any more. */
    void awaitAllPlaced() {
        patiently().until(() -> {
            try (StoreFile file = database.tables()) {
                return file.rows("select (select count(*) from press where placed_by = 5)"
                                + " + (select count(*) from boot where replace_run_id is not null)")
                        .equals(List.of("0"));
            }
        });
    }

    /** By the clock that never steps. */
    void passes(Duration time) {
        passedNanos.addAndGet(time.toNanos());
    }

    /** Whether the gateway's own clock is. */
    void clockIsRight(boolean right) {
        synced.set(right);
        patiently().until(() -> clock.isRight() == right);
    }

    private static ConditionFactory patiently() {
        return await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1));
    }

    int acknowledgedToBroker() {
        return acknowledged.get();
    }

    int ackCount() {
        return ackCount.get();
    }

    /** The last ack of a run, -1 before the first. */
    long acked(String run) {
        return acks.getOrDefault(run, -1L);
    }

    /** From which low the last ack of a run counts, -1 before the first. */
    long ackedFrom(String run) {
        return lows.getOrDefault(run, -1L);
    }

    @Override
    public void close() throws InterruptedException {
        ingest.close();
        writer.close();
        store.close();
    }
}
