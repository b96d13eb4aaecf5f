package io.hallpulse.systemtests.benchmark;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many presses a second go through one a message, as they do while nobody is behind. */
class LiveBenchmark {
    private static final int TERMINALS = 50;
    private static final int PRESSES_EACH = 400;
    private static final int ROUNDS = 5;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void embedded() {
        Figures figures = new Figures("live");
        try (Pair pair = Pair.embedded(folder)) {
            pair.drain(pair.backlog(TERMINALS, 2 * PRESSES_EACH, 1)); // until compiled
            figures.addByTurns(
                    "live presses, one a message, 50 terminals",
                    "presses/s",
                    0,
                    ROUNDS,
                    () -> pair.drain(pair.backlog(TERMINALS, PRESSES_EACH, 1)),
                    "broker alone",
                    () -> pair.brokerAlone(List.of(
                            pair.backlog(TERMINALS, PRESSES_EACH, 1), pair.backlog(TERMINALS, PRESSES_EACH, 1)))[1],
                    "0.5");
        }
    }
}
