package io.hallpulse.systemtests.benchmark;

import io.hallpulse.agent.clock.SystemClock;
import io.hallpulse.agent.config.InputConfig;
import io.hallpulse.agent.config.KeyMeaning;
import io.hallpulse.agent.config.WindowConfig;
import io.hallpulse.agent.intake.OutboxWriter;
import io.hallpulse.agent.outbox.OutboxLimits;
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
    private static final int ROUNDS = 15;
    private static final int PRESSES = 200;
    private static final int WARM_UP = 15;
    private static final String RUN = "k3f9c2abq7";
    private static final String INSERT = "insert into press (run_id, seq, window, input, key, level, at, mono, synced,"
            + " kind, flags) values (1, ?, 'A03', 'panel', ?, ?, ?, ?, 1, 'rating', '')";

    /** When presses were answered, on the scale of {@link System#nanoTime()}. */
    private final BlockingQueue<Long> answered = new LinkedBlockingQueue<>();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void pressToCommit() throws Exception {
        try (OutboxWriter writer = writer("outbox");
                Connection leftAlone = bare("left-alone", "");
                Connection likeOurs = bare("like-ours", "&jdbc.get_generated_keys=false");
                PreparedStatement insertLeftAlone = leftAlone.prepareStatement(INSERT);
                PreparedStatement insertLikeOurs = likeOurs.prepareStatement(INSERT)) {
            writer.start(() -> {});
            List<Double> ours = new ArrayList<>();
            List<Double> bareLeftAlone = new ArrayList<>();
            List<Double> bareLikeOurs = new ArrayList<>();
            for (int round = 0; round < WARM_UP + ROUNDS; round++) {
                ours.add(press(writer));
                bareLeftAlone.add(insert(insertLeftAlone, round));
                bareLikeOurs.add(insert(insertLikeOurs, round));
            }
            writer.flush();
            Figures figures = new Figures("commit");
            add(figures, ours, "a bare insert of the same row, by turns", bareLeftAlone, "1.3 or less");
            add(figures, ours, "the same, the driver told not to ask for its key", bareLikeOurs, "");
        }
    }

    private static void add(Figures figures, List<Double> ours, String baseline, List<Double> theirs, String wanted) {
        figures.add("press to commit on the agent", "µs", measured(ours), baseline, measured(theirs), wanted);
    }

    private static List<Double> measured(List<Double> all) {
        return all.subList(WARM_UP, all.size());
    }

    /**
     * A connection to tables of an outbox, with its run.
     *
     * @param option of the driver; if left alone, it asks SQLite for the key of each row that it inserted
     */
    private Connection bare(String name, String option) throws IOException, SQLException {
        writer(name).close(); // makes the tables
        Connection bare = DriverManager.getConnection(
                "jdbc:sqlite:" + folder.resolve(name).resolve("outbox.db")
                        + "?journal_mode=WAL&synchronous=FULL&transaction_mode=IMMEDIATE&journal_size_limit=4194304"
                        + option);
        try (Statement statement = bare.createStatement()) {
            statement.execute("insert into run values (1, '" + RUN + "', 'boot', 1)");
        }
        return bare;
    }

    private OutboxWriter writer(String name) throws IOException {
        RatingRules rules = new RatingRules(
                List.of(WindowConfig.free("A03", Duration.ZERO)),
                List.of(new InputConfig(
                        "panel",
                        "A03",
                        KeyMeaning.levels(Map.of("1", 5, "2", 4)),
                        null,
                        null,
                        new InputConfig.Keyboard(),
                        null,
                        null)));
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

    private static double insert(PreparedStatement insert, int round) throws SQLException {
        double[] micros = new double[PRESSES];
        for (int i = 0; i < PRESSES; i++) {
            long begun = System.nanoTime();
            insert.setLong(1, (long) round * PRESSES + i + 1);
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
