package io.hallpulse.agent.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hallpulse.agent.config.WindowConfig;
import io.hallpulse.agent.intake.OutboxWriter;
import io.hallpulse.agent.outbox.OutboxCounts;
import io.hallpulse.agent.outbox.OutboxLimits;
import io.hallpulse.agent.outbox.OutboxReader;
import io.hallpulse.agent.rating.RatingRules;
import io.hallpulse.contract.message.Press;
import io.hallpulse.contract.message.RunSpan;
import io.hallpulse.hardware.Answer;
import io.hallpulse.hardware.KeyPress;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;

/**
 * Outbox writers on one folder, one after the other, with the keys and the clock in the test's hand: window A takes every press of a
 * panel and of a meter, window B is triggered.
 */
public final class WriterRig implements AutoCloseable {
    public static final long ROOMY = 64L << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    public final Path folder;
    public final MovableClock clock = new MovableClock();
    public final Random random = new Random(7);
    public final List<Answer> answers = Collections.synchronizedList(new ArrayList<>());
    private final List<OutboxWriter> opened = new ArrayList<>();
    public OutboxLimits limits = new OutboxLimits(ROOMY, 1_000_000, 64 << 10, 0);
    public Duration responseInterval = Duration.ZERO;

    public WriterRig(Path folder) {
        this.folder = folder;
    }

    public OutboxWriter open() throws IOException {
        RatingRules rules = new RatingRules(
                List.of(
                        new WindowConfig(
                                "A",
                                WindowConfig.Mode.free,
                                responseInterval,
                                responseInterval,
                                Duration.ofSeconds(30)),
                        new WindowConfig(
                                "B",
                                WindowConfig.Mode.triggered,
                                Duration.ZERO,
                                Duration.ZERO,
                                Duration.ofSeconds(30))),
                List.of(
                        Inputs.meter("meter", "A", "/dev/ttyUSB0", Duration.ofMillis(500)),
                        Inputs.panel("panel", "A")));
        OutboxWriter writer =
                new OutboxWriter(folder, limits, clock, random, rules, (press, answer) -> answers.add(answer));
        opened.add(writer);
        return writer;
    }

    public OutboxWriter started() throws IOException {
        OutboxWriter writer = open();
        writer.start(() -> {});
        return writer;
    }

    public void stop(OutboxWriter writer) {
        writer.flush();
        writer.close();
    }

    /** A second later, a key of the panel. */
    public void press(OutboxWriter writer, String key) {
        clock.advance(Duration.ofSeconds(1));
        writer.onKey(new KeyPress("panel", key, clock.nanos()));
    }

    /** Presses, and waits for the answer. */
    public Answer pressed(OutboxWriter writer, String key) {
        int before = answers.size();
        press(writer, key);
        answered(before + 1);
        return answers.get(before);
    }

    /** Presses key 0 so often, as fast as the queue takes it, and waits for all answers. */
    public void pressOften(OutboxWriter writer, int times) {
        for (int left = times; left > 0; ) {
            int before = answers.size();
            int now = Math.min(left, 500);
            for (int i = 0; i < now; i++) {
                press(writer, "0");
            }
            answered(before + now);
            left -= now;
        }
    }

    /** The meter sends a key. */
    public void frame(OutboxWriter writer, String key) {
        writer.onKey(new KeyPress("meter", key, clock.nanos()));
    }

    public void answered(int count) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(2)).until(() -> answers.size() >= count);
    }

    /** Waits while time passes for the writer. */
    public void awaitPassing(Callable<Boolean> condition) {
        await().atMost(PATIENCE).until(() -> {
            clock.advance(Duration.ofSeconds(1));
            return condition.call();
        });
    }

    /** All keys pressed so far are stored or refused, by the account and by what the keys were told. */
    public OutboxCounts assertEveryPressAccounted() throws IOException, SQLException {
        OutboxCounts account = OutboxCounts.read(folder);
        assertThat(account.stored() + account.refused())
                .as("stored and refused")
                .isEqualTo(answers.size());
        assertThat(account.refused())
                .as("refused")
                .isEqualTo(List.copyOf(answers).stream()
                        .filter(Answer.NOT_STORED::equals)
                        .count());
        return account;
    }

    public static RunSpan onlyRun(OutboxWriter writer) {
        assertThat(writer.backlog().held()).hasSize(1);
        return writer.backlog().held().get(0);
    }

    public List<Press> rows(OutboxWriter writer, RunSpan span) throws SQLException {
        try (OutboxReader reader = writer.backlog().reader()) {
            return reader.read(span.run(), span.low(), span.next())
                    .orElseThrow()
                    .presses();
        }
    }

    /** Does something to the file from outside. */
    public void sql(String... statements) throws SQLException {
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("outbox.db"));
                Statement statement = other.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    @Override
    public void close() {
        opened.forEach(this::stop);
    }
}
