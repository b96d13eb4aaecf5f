package io.hallpulse.systemtests.benchmark;

import io.hallpulse.contract.TerminalId;
import io.hallpulse.contract.Topics;
import io.hallpulse.contract.message.Json;
import io.hallpulse.contract.message.Press;
import io.hallpulse.contract.message.PressesWriter;
import io.hallpulse.domain.directory.Hall;
import io.hallpulse.domain.directory.Halls;
import io.hallpulse.domain.fraud.RuleSet;
import io.hallpulse.domain.record.Actor;
import io.hallpulse.gateway.TestDatabase;
import io.hallpulse.gateway.TestHalls;
import io.hallpulse.gateway.clock.GatewayClock;
import io.hallpulse.gateway.fraud.Rules;
import io.hallpulse.gateway.ingest.Delivery;
import io.hallpulse.gateway.ingest.Inbox;
import io.hallpulse.gateway.ingest.Ingest;
import io.hallpulse.gateway.ingest.IngestMeters;
import io.hallpulse.gateway.reprocess.Rescoring;
import io.hallpulse.gateway.reprocess.Verification;
import io.hallpulse.gateway.store.Snapshot;
import io.hallpulse.gateway.store.Store;
import io.hallpulse.gateway.store.StoreWriter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long a live press waits for its commit while changed fraud rules are applied to a million presses, beside the same without that, and
 * whether all is exact afterwards. Nearly every stored press meets a rule, which is the most there can be to write.
 */
class RescoreBenchmark {
    private static final int TERMINALS = 40;
    private static final int PRESSES_EACH = 25_000;
    private static final int QUIET = 500;
    private static final long EVERY_MILLIS = 20;
    private static final TerminalId LIVE = new TerminalId(Backlog.HALL, "live");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private long seq = 1;

    @Test
    void million() throws Exception {
        TestDatabase database = TestDatabase.embedded(folder);
        Preload.presses(database, new Backlog("olds", TERMINALS, PRESSES_EACH, 500, Instant.now()));
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("insert into tally (hall, window_id, bucket_start_millis, level, n, late)"
                    + " select '" + Backlog.HALL + "', window_id, placed_millis / 3600000 * 3600000, level, count(*),"
                    + " sum(case when received_millis - placed_millis > 300000 then 1 else 0 end)"
                    + " from press group by 2, 3, 4");
        }
        Halls halls = TestHalls.north(folder, Backlog.windows().toArray(String[]::new))
                .directory();
        GatewayClock clock = new GatewayClock(Instant::now, System::nanoTime, () -> true, true, 0);
        Inbox inbox = new Inbox();
        try (Store store = database.open();
                StoreWriter writer = store.writer()) {
            Rescoring rescoring = new Rescoring(writer, () -> halls, clock, System::nanoTime, tallied -> {});
            Rules rules =
                    new Rules(writer, store.reader().rules(), () -> halls, () -> Instant.now(), rescoring::changed);
            try (Ingest ingest = new Ingest(
                    inbox,
                    writer,
                    store.terminals(),
                    () -> halls,
                    (terminal, run, low, upTo) -> {},
                    tallied -> {},
                    moved -> rescoring.poll(),
                    events -> {},
                    clock,
                    System::nanoTime,
                    new IngestMeters(new SimpleMeterRegistry()))) {
                ingest.start();
                long[] left = {2 * QUIET};
                List<Double> alone = commits(inbox, () -> left[0]-- > 0);
                Hall north = Objects.requireNonNull(halls.hall(Backlog.HALL));
                long begun = System.nanoTime();
                rules.change(Actor.command("benchmark"), north, version -> {}, RuleSet.PROPOSED)
                        .join();
                List<Double> beside =
                        commits(inbox, () -> rules.of(Backlog.HALL).building().isPresent());
                double seconds = (System.nanoTime() - begun) / 1e9;
                add(alone.subList(QUIET, alone.size()), beside, seconds);
            }
        }
        try (Snapshot snapshot = Snapshot.open(folder, database.config())) {
            List<String> differences = new ArrayList<>();
            Verification.Result result = Verification.run(snapshot, halls, differences::add);
            if (result.differences() > 0) {
                throw new IllegalStateException(result + ": " + differences.get(0));
            }
        }
    }

    private static void add(List<Double> alone, List<Double> beside, double seconds) {
        Figures figures = new Figures("rescore");
        for (double quantile : List.of(0.5, 0.99)) {
            figures.add(
                    "commit of a live press while a million are judged anew, " + (quantile == 0.5 ? "median" : "p99"),
                    "ms",
                    List.of(quantile(beside, quantile)),
                    "the same without that",
                    List.of(quantile(alone, quantile)),
                    quantile == 0.5 ? "" : "under 1000");
        }
        figures.add("judging a million presses anew beside a live press every 20 ms", "s", List.of(seconds), "");
    }

    private static double quantile(List<Double> values, double quantile) {
        return Figures.quantile(values.stream().mapToDouble(value -> value).toArray(), quantile);
    }

    /** Milliseconds from when a press came to when it was committed, for one press after the other. */
    private List<Double> commits(Inbox inbox, BooleanSupplier goesOn) throws InterruptedException {
        List<Double> millis = new ArrayList<>();
        while (goesOn.getAsBoolean()) {
            Instant now = Instant.now();
            Press press = Press.rating(seq, Backlog.window((int) seq), "panel", "5", 5, now, seq * EVERY_MILLIS);
            byte[] message = PressesWriter.write(
                            "liverun001", "boot-live", 1, null, List.of(press), Json.MAX_MESSAGE_BYTES)
                    .bytes();
            seq++;
            CountDownLatch committed = new CountDownLatch(1);
            long begun = System.nanoTime();
            inbox.offer(
                    new Delivery(
                            Topics.of(LIVE, Topics.Kind.PRESSES),
                            message,
                            now.toEpochMilli(),
                            false,
                            committed::countDown),
                    true);
            if (!committed.await(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("a press was not committed");
            }
            millis.add((System.nanoTime() - begun) / 1e6);
            Thread.sleep(EVERY_MILLIS);
        }
        return millis;
    }
}
