package io.hallpulse.gateway.benchmark;

import io.hallpulse.agent.clock.SystemClock;
import io.hallpulse.agent.config.InputConfig;
import io.hallpulse.agent.config.WindowConfig;
import io.hallpulse.agent.outbox.OutboxLimits;
import io.hallpulse.agent.outbox.OutboxWriter;
import io.hallpulse.agent.rating.RatingRules;
import io.hallpulse.hardware.Answer;
import io.hallpulse.hardware.KeyPress;
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

/** What a press costs on the agent from the key to the commit, against one bare insert of such a row, by turns. */
class CommitBenchmark {
    private static final int PAIRS = 15;
    private static final int PRESSES = 200;

    private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void pressToCommit() throws Exception {
        RatingRules rules = new RatingRules(
                List.of(WindowConfig.free("A03", Duration.ZERO)),
                List.of(new InputConfig(
                        "panel", "A03", Map.of("1", 5, "2", 4), null, null, new InputConfig.Keyboard(), null, null)));
        Path outbox = Files.createDirectories(folder.resolve("outbox"));
        try (OutboxWriter writer = new OutboxWriter(
                        outbox,
                        OutboxLimits.of(64L << 20),
                        new SystemClock(),
                        new Random(1),
                        rules,
                        (press, answer) -> answers.add(answer));
                Connection bare = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("bare.db")
                        + "?journal_mode=WAL&synchronous=FULL&transaction_mode=IMMEDIATE");
                Statement statement = bare.createStatement()) {
            statement.execute("create table press (run_id integer not null, seq integer not null, window text not null,"
                    + " input text not null, key text not null, level integer, at integer not null, mono integer not null,"
                    + " synced integer not null, kind text not null, flags text not null, session text, case_number text,"
                    + " staff text, supersedes integer, primary key (run_id, seq)) without rowid");
            writer.start(() -> {});
            bare.setAutoCommit(false);
            try (PreparedStatement insert = bare.prepareStatement(
                    "insert into press values (1, ?, 'A03', 'panel', '1', 5, ?, ?, 1, 'rating', '', null, null, null, null)")) {
                press(writer);
                insert(bare, insert, 0);
                List<Double> ours = new ArrayList<>();
                List<Double> theirs = new ArrayList<>();
                for (int pair = 1; pair <= PAIRS; pair++) {
                    ours.add(press(writer));
                    theirs.add(insert(bare, insert, pair));
                }
                new Figures("commit")
                        .add(
                                "press to commit on the agent",
                                "µs",
                                ours,
                                "a bare insert, by turns",
                                theirs,
                                "1.3 or less");
            }
        }
    }

    /** The median microseconds of a press. */
    private double press(OutboxWriter writer) throws InterruptedException {
        double[] micros = new double[PRESSES];
        for (int i = 0; i < PRESSES; i++) {
            long begun = System.nanoTime();
            writer.onKey(new KeyPress("panel", i % 2 == 0 ? "1" : "2", begun));
            answers.take();
            micros[i] = (System.nanoTime() - begun) / 1e3;
        }
        return Figures.quantile(micros, 0.5);
    }

    private static double insert(Connection bare, PreparedStatement insert, int pair) throws SQLException {
        double[] micros = new double[PRESSES];
        for (int i = 0; i < PRESSES; i++) {
            long begun = System.nanoTime();
            insert.setLong(1, (long) pair * PRESSES + i);
            insert.setLong(2, begun);
            insert.setLong(3, begun);
            insert.executeUpdate();
            bare.commit();
            micros[i] = (System.nanoTime() - begun) / 1e3;
        }
        return Figures.quantile(micros, 0.5);
    }
}
