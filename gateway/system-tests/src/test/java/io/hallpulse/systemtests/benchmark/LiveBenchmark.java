package io.hallpulse.systemtests.benchmark;

import java.nio.file.Path;
import java.util.ArrayList;
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
            List<Double> live = new ArrayList<>();
            List<Double> broker = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                live.add(pair.drain(pair.backlog(TERMINALS, PRESSES_EACH, 1)));
                broker.add(pair.brokerAlone(List.of(
                        pair.backlog(TERMINALS, PRESSES_EACH, 1), pair.backlog(TERMINALS, PRESSES_EACH, 1)))[1]);
            }
            figures.add("live presses, one a message, 50 terminals", "presses/s", live, "broker alone", broker, "0.5");
        }
    }
}
