package io.hallpulse.agent.command;

import io.hallpulse.agent.clock.SystemClock;
import io.hallpulse.agent.config.AgentConfig;
import io.hallpulse.agent.outbox.OutboxLimits;
import io.hallpulse.agent.outbox.OutboxWriter;
import io.hallpulse.agent.rating.RatingRules;
import io.hallpulse.contract.message.Press;
import io.hallpulse.hardware.KeyPress;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plays presses through rules and outbox before the devices open, so that the first citizen's press finds their code loaded and
 * compiled. The outbox is one of its own in the temporary folder, which goes with it: nothing that is played is stored or sent.
 */
final class Rehearsal {
    private static final Logger log = LoggerFactory.getLogger(Rehearsal.class);
    private static final int PRESSES = 20;
    private static final long PATIENCE_MILLIS = 1000;
    private static final OutboxLimits LIMITS = new OutboxLimits(1 << 20, 2L * PRESSES, 0, 0);

    private Rehearsal() {}

    /** Takes 1 s at most; where the temporary folder cannot be used, the first press is a little slower. */
    static void play(AgentConfig config, Path temporary) throws InterruptedException {
        try {
            Path folder = Files.createTempDirectory(temporary, "hallpulse-rehearsal");
            try {
                press(config, folder);
            } finally {
                delete(folder);
            }
        } catch (IOException e) {
            log.info("the first press will be slower: {}", e.getMessage());
        }
    }

    private static void press(AgentConfig config, Path folder) throws IOException, InterruptedException {
        SystemClock clock = new SystemClock();
        RatingRules rules = new RatingRules(config.windows(), config.inputs(), Press.Kind.RATING);
        Semaphore answered = new Semaphore(0);
        try (OutboxWriter outbox = new OutboxWriter(
                folder, LIMITS, clock, new SecureRandom(), rules, (press, answer) -> answered.release())) {
            outbox.start(() -> {});
            String input = config.inputs().get(0).id();
            List<String> keys = List.copyOf(config.inputs().get(0).keys().keySet());
            long end = clock.nanos() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
            for (int i = 0; i < PRESSES && clock.nanos() < end; i++) {
                outbox.onKey(new KeyPress(input, keys.get(i % keys.size()), clock.nanos()));
                if (!answered.tryAcquire(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                    break;
                }
            }
            outbox.flush();
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        }
    }
}
