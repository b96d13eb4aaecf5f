package io.hallpulse.systemtests.benchmark;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How fast a backlog of a thousand terminals with a thousand presses each is committed and acknowledged. */
class DrainBenchmark {
    private static final int TERMINALS = 1000;
    private static final int PRESSES_EACH = 1000;
    private static final int BATCH = 100;
    private static final int ROUNDS = 5;
    private static final int UNTIL_COMPILED = 5;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void embedded() throws Exception {
        try (Pair pair = Pair.embedded(folder)) {
            measure(new Figures("drain"), pair, "backlog drain, embedded broker and database", "0.6, and 40,000/s");
        }
    }

    @Test
    void external() throws Exception {
        try (Pair pair = Pair.external(folder)) {
            measure(new Figures("drain-external"), pair, "backlog drain, Mosquitto and PostgreSQL", "0.5");
        }
    }

    private static void measure(Figures figures, Pair pair, String what, String wanted) throws Exception {
        for (int round = 0; round < UNTIL_COMPILED; round++) {
            pair.drain(pair.backlog(TERMINALS, PRESSES_EACH, BATCH));
        }
        List<Double> drained = new ArrayList<>();
        List<Double> broker = new ArrayList<>();
        List<Double> database = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            drained.add(pair.drain(pair.backlog(TERMINALS, PRESSES_EACH, BATCH)));
            // the first of the two is until compiled
            broker.add(pair.brokerAlone(List.of(
                    pair.backlog(TERMINALS, PRESSES_EACH, BATCH), pair.backlog(TERMINALS, PRESSES_EACH, BATCH)))[1]);
            database.add(pair.databaseAlone(pair.backlog(TERMINALS, PRESSES_EACH, BATCH)));
        }
        figures.add(what, "presses/s", drained, "the slower of the next two", Pair.slower(broker, database), wanted);
        figures.add(what + ": its broker alone", "presses/s", broker, "");
        figures.add(what + ": its database alone, bare inserts", "rows/s", database, "");
    }
}
