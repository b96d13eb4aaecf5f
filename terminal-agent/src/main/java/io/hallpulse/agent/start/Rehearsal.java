package io.hallpulse.agent.start;

import io.hallpulse.agent.clock.SystemClock;
import io.hallpulse.agent.config.AgentConfig;
import io.hallpulse.agent.config.InputConfig;
import io.hallpulse.agent.intake.OutboxWriter;
import io.hallpulse.agent.outbox.Backlog;
import io.hallpulse.agent.outbox.OutboxLimits;
import io.hallpulse.agent.outbox.OutboxReader;
import io.hallpulse.agent.rating.RatingRules;
import io.hallpulse.contract.message.Json;
import io.hallpulse.contract.message.PressesWriter;
import io.hallpulse.contract.message.RunSpan;
import io.hallpulse.hardware.InputSettings;
import io.hallpulse.hardware.KeyPress;
import io.hallpulse.hardware.player.PlayedInput;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A rehearsal of presses before the devices open, from the bytes of a meter through protocol, rules and outbox to the meter's
 * acknowledgement and the message for the gateway, so that the first citizen's press finds all that code loaded. The meter's line is
 * in memory, the outbox is one of its own in the temporary folder, which goes with it: nothing that is played is kept, sent or shown to anybody.
 */
public final class Rehearsal {
    private static final Logger log = LoggerFactory.getLogger(Rehearsal.class);
    private static final int PRESSES = 20;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long PRESS_NANOS = TimeUnit.MILLISECONDS.toNanos(150);
    private static final OutboxLimits LIMITS = new OutboxLimits(1 << 20, 2L * PRESSES, 0, 0);

    private Rehearsal() {}

    /** Takes a second at most, and what a slow disk takes; where it cannot be done, the first press is a little slower. */
    public static void play(AgentConfig config, Path temporary) throws InterruptedException {
        try {
            Path folder = Files.createTempDirectory(temporary, "hallpulse-rehearsal");
            try {
                press(config, folder);
            } finally {
                delete(folder);
            }
        } catch (IOException | RuntimeException e) { // nothing depends on it
            log.info("the first press will be slower: {}", e.getMessage());
        }
    }

    private static void press(AgentConfig config, Path folder) throws IOException, InterruptedException {
        SystemClock clock = new SystemClock();
        RatingRules rules = new RatingRules(config.windows(), config.inputs());
        InputConfig input = config.inputs().stream()
                .filter(one -> one.serial() != null)
                .findFirst()
                .orElse(config.inputs().get(0));
        List<String> keys = List.copyOf(input.keys().keySet());
        PlayedInput meter = meter(input, clock);
        Semaphore answered = new Semaphore(0);
        try (OutboxWriter outbox =
                        new OutboxWriter(folder, LIMITS, clock, new SecureRandom(), rules, (press, answer) -> {
                            if (meter != null) {
                                meter.answer(press, answer);
                            }
                            answered.release();
                        });
                meter) {
            outbox.start(() -> {});
            if (meter != null) {
                meter.start(outbox);
            }
            long end = clock.nanos() + PATIENCE_NANOS;
            for (int i = 0; i < PRESSES; i++) {
                String key = keys.get(i % keys.size());
                if (meter != null) {
                    meter.press(key);
                } else {
                    outbox.onKey(new KeyPress(input.id(), key, clock.nanos()));
                }
                // the first press of a keypad that counts is not taken: it is what its counters began with
                if (!answered.tryAcquire(PRESS_NANOS, TimeUnit.NANOSECONDS) && clock.nanos() - end > 0) {
                    break;
                }
            }
            outbox.flush();
            write(outbox.backlog());
        }
    }

    /** The input's meter, played; null where the input has none, or one that cannot be played with the keys of its map. */
    private static @Nullable PlayedInput meter(InputConfig input, SystemClock clock) {
        if (!(input.settings() instanceof InputSettings.Serial line)) {
            return null;
        }
        InputSettings.Serial played = new InputSettings.Serial(
                line.id(), "rehearsal", line.baud(), line.format(), line.settings(), line.address());
        PlayedInput meter = new PlayedInput(played, clock::nanos, seen -> {});
        return input.keys().keySet().stream().allMatch(meter::hasKey) ? meter : null;
    }

    /** Writes the messages in which the presses would go to the gateway, and drops them. */
    private static void write(Backlog backlog) throws IOException {
        try (OutboxReader reader = backlog.reader()) {
            for (RunSpan span : backlog.held()) {
                reader.read(span.run(), span.low(), span.next() - 1)
                        .ifPresent(rows -> PressesWriter.write(
                                span.run(),
                                rows.boot(),
                                rows.low(),
                                rows.anchor(),
                                rows.presses(),
                                Json.MAX_MESSAGE_BYTES));
            }
        } catch (SQLException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        }
    }
}
