package io.hallpulse.systemtests.benchmark;

import io.hallpulse.domain.directory.Hall;
import io.hallpulse.domain.directory.Halls;
import io.hallpulse.domain.fraud.RuleSet;
import io.hallpulse.domain.record.Actor;
import io.hallpulse.gateway.TestDatabase;
import io.hallpulse.gateway.TestHalls;
import io.hallpulse.gateway.clock.GatewayClock;
import io.hallpulse.gateway.fraud.Rules;
import io.hallpulse.gateway.reprocess.Rescoring;
import io.hallpulse.gateway.reprocess.Verification;
import io.hallpulse.gateway.store.Snapshot;
import io.hallpulse.gateway.store.Store;
import io.hallpulse.gateway.store.StoreWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long a live press waits for its commit while changed fraud rules are applied to a million presses, beside the same without that; what
 * rules in force cost it once five million are stored, beside a hundred thousand; and whether all is exact afterwards. Nearly every stored press
 * meets a rule, which is the most there can be to write.
 */
class RescoreBenchmark {
    private static final int TERMINALS = 40;
    private static final int FEW_EACH = 2_500;
    private static final int MILLION_EACH = 25_000;
    private static final int MOST_EACH = 125_000;
    private static final int QUIET = 500;
    private static final long EVERY_MILLIS = 20;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void million() throws Exception {
        Figures figures = new Figures("rescore");
        Measured few = measure(FEW_EACH);
        Measured million = measure(MILLION_EACH);
        Measured most = measure(MOST_EACH);
        for (double quantile : List.of(0.5, 0.99)) {
            figures.add(
                    "commit of a live press while a million are judged anew, " + (quantile == 0.5 ? "median" : "p99"),
                    "ms",
                    List.of(quantile(million.beside(), quantile)),
                    "the same without that",
                    List.of(quantile(million.alone(), quantile)),
                    quantile == 0.5 ? "" : "under 1000");
        }
        figures.add(
                "judging a million presses anew beside a live press every 20 ms", "s", List.of(million.seconds()), "");
        figures.add(
                "commit of a live press by rules in force, 5 million stored, median",
                "ms",
                List.of(quantile(most.after(), 0.5)),
                "the same with 100,000 stored",
                List.of(quantile(few.after(), 0.5)),
                "");
        figures.add(
                "judging 5 million presses anew, for each",
                "µs",
                List.of(most.seconds() * 1e6 / (TERMINALS * MOST_EACH)),
                "the same of 100,000",
                List.of(few.seconds() * 1e6 / (TERMINALS * FEW_EACH)),
                "");
    }

    /**
     * Commits of live presses, in milliseconds.
     *
     * @param alone before there were rules
     * @param beside while rules were applied to what was stored
     * @param after by these rules
     * @param seconds how long it took to apply them
     */
    private record Measured(List<Double> alone, List<Double> beside, List<Double> after, double seconds) {}

    private Measured measure(int pressesEach) throws Exception {
        Path data = Files.createDirectory(folder.resolve("of-" + pressesEach));
        TestDatabase database = TestDatabase.embedded(data);
        Preload.presses(database, new Backlog("olds", TERMINALS, pressesEach, 500, Instant.now()));
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("insert into tally (hall, window_id, bucket_start_millis, level, n, late)"
                    + " select '" + Backlog.HALL + "', window_id, placed_millis / 3600000 * 3600000, level, count(*),"
                    + " sum(case when received_millis - placed_millis > 300000 then 1 else 0 end)"
                    + " from press group by 2, 3, 4");
        }
        Halls halls = TestHalls.north(folder, Backlog.windows().toArray(String[]::new))
                .directory();
        Measured measured = measure(database, halls);
        try (Snapshot snapshot = Snapshot.open(data, database.config())) {
            List<String> differences = new ArrayList<>();
            Verification.Result result = Verification.run(snapshot, halls, differences::add);
            if (result.differences() > 0) {
                throw new IllegalStateException(result + ": " + differences.get(0));
            }
        }
        return measured;
    }

    private Measured measure(TestDatabase database, Halls halls) throws Exception {
        GatewayClock clock = LivePresses.clock();
        try (Store store = database.open();
                StoreWriter writer = store.writer()) {
            Rescoring rescoring = new Rescoring(writer, () -> halls, clock, System::nanoTime, tallied -> {});
            Rules rules = new Rules(writer, store.reader(), () -> halls, () -> Instant.now(), rescoring::changed);
            try (LivePresses presses =
                    new LivePresses(store, writer, halls, clock, rescoring::poll, Backlog.HALL, EVERY_MILLIS)) {
                commits(presses, LivePresses.times(QUIET));
                List<Double> alone = commits(presses, LivePresses.times(QUIET));
                Hall north = Objects.requireNonNull(halls.hall(Backlog.HALL));
                long begun = System.nanoTime();
                rules.change(Actor.command("benchmark"), north, version -> {}, RuleSet.PROPOSED)
                        .join();
                List<Double> beside =
                        commits(presses, () -> rules.of(Backlog.HALL).building().isPresent());
                double seconds = (System.nanoTime() - begun) / 1e9;
                return new Measured(alone, beside, commits(presses, LivePresses.times(QUIET)), seconds);
            }
        }
    }

    private static double quantile(List<Double> values, double quantile) {
        return Figures.quantile(values.stream().mapToDouble(value -> value).toArray(), quantile);
    }

    /** Milliseconds from when a press came to when it was committed, for one press after the other. */
    private static List<Double> commits(LivePresses presses, BooleanSupplier goesOn) throws InterruptedException {
        List<Double> millis = new ArrayList<>();
        while (goesOn.getAsBoolean()) {
            millis.add(LivePresses.committed(presses.press(Backlog.window(presses.sent() + 1))));
            Thread.sleep(EVERY_MILLIS);
        }
        return millis;
    }
}
