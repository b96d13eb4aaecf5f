package io.hallpulse.gateway.benchmark;

import io.hallpulse.agent.clock.SystemClock;
import io.hallpulse.agent.config.InputConfig;
import io.hallpulse.agent.config.WindowConfig;
import io.hallpulse.agent.outbox.OutboxLimits;
import io.hallpulse.agent.outbox.OutboxWriter;
import io.hallpulse.agent.rating.RatingRules;
import io.hallpulse.hardware.Answer;
import io.hallpulse.hardware.KeyPress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a press costs on the agent, from the key to its commit on the writer's thread, against a bare insert of the same row into the
 * same table with the same pragmas, by turns. Each waits for the one before, as the bare insert does.
 */
class CommitBenchmark {
    private static final int PAIRS = 15;
    private static final int PRESSES = 200;
    private static final int WARM_UP = 15;
    private static final String RUN = "k3f9c2abq7";

    /** When presses were answered, on the scale of {@link System#nanoTime()}. */
    private final BlockingQueue<Long> answered = new LinkedBlockingQueue<>();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void pressToCommit() throws Exception {
        writer("bare").close(); // makes the tables
        try (OutboxWriter writer = writer("outbox");
                Connection bare = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("bare/outbox.db")
                        + "?journal_mode=WAL&synchronous=FULL&transaction_mode=IMMEDIATE&journal_size_limit=4194304");
                Statement statement = bare.createStatement()) {
            writer.start(() -> {});
            statement.execute("insert into run values (1, '" + RUN + "', 'boot', 1)");
            try (PreparedStatement insert =
                    bare.prepareStatement("insert into press (run_id, seq, window, input, key, level, at, mono, synced,"
                            + " kind, flags) values (1, ?, 'A03', 'panel', ?, ?, ?, ?, 1, 'rating', '')")) {
                for (int pair = -WARM_UP; pair < 0; pair++) {
                    press(writer);
                    insert(insert, pair);
                }
                List<Double> ours = new ArrayList<>();
                List<Double> theirs = new ArrayList<>();
                for (int pair = 0; pair < PAIRS; pair++) {
                    ours.add(press(writer));
                    theirs.add(insert(insert, pair));
                }
                new Figures("commit")
                        .add(
                                "press to commit on the agent",
                                "µs",
                                ours,
                                "a bare insert of the same row, by turns",
                                theirs,
                                "1.3 or less");
            }
        }
    }

    private OutboxWriter writer(String name) throws IOException {
        RatingRules rules = new RatingRules(
                List.of(WindowConfig.free("A03", Duration.ZERO)),
                List.of(new InputConfig(
                        "panel", "A03", Map.of("1", 5, "2", 4), null, null, new InputConfig.Keyboard(), null, null)));
        return new OutboxWriter(
                Files.createDirectories(folder.resolve(name)),
                OutboxLimits.of(64L << 20),
                new SystemClock(),
                new Random(1),
                rules,
                (press, answer) -> answered.add(answer == Answer.STORED ? System.nanoTime() : Long.MAX_VALUE));
    }

    /** The median microseconds of a press. */
    private double press(OutboxWriter writer) throws InterruptedException {
        double[] micros = new double[PRESSES];
        for (int i = 0; i < PRESSES; i++) {
            long begun = System.nanoTime();
            writer.onKey(new KeyPress("panel", i % 2 == 0 ? "1" : "2", begun));
            micros[i] = (answered.take() - begun) / 1e3;
        }
        return Figures.quantile(micros, 0.5);
    }

    private static double insert(PreparedStatement insert, int pair) throws SQLException {
        double[] micros = new double[PRESSES];
        for (int i = 0; i < PRESSES; i++) {
            long begun = System.nanoTime();
            insert.setLong(1, (long) (WARM_UP + pair) * PRESSES + i + 1);
            insert.setString(2, i % 2 == 0 ? "1" : "2");
            insert.setInt(3, i % 2 == 0 ? 5 : 4);
            insert.setLong(4, System.currentTimeMillis());
            insert.setLong(5, begun / 1_000_000);
            insert.executeUpdate();
            micros[i] = (System.nanoTime() - begun) / 1e3;
        }
        return Figures.quantile(micros, 0.5);
    }
}
