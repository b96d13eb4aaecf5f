package io.hallpulse.systemtests.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the speed of a drain depends on the batch, on the number of terminals and on what the database holds already. */
class CostCurveBenchmark {
    private static final int ROUNDS = 3;
    private static final int SIZE_ROUNDS = 5;
    private static final int UNTIL_COMPILED = 4;

    private final Figures figures = new Figures("curve");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void curves() throws Exception {
        try (Pair pair = Pair.embedded(folder)) {
            for (int round = 0; round < UNTIL_COMPILED; round++) {
                pair.drain(pair.backlog(1000, 1000, 100));
            }
            SortedMap<Long, List<Double>> batches = new TreeMap<>();
            for (int batch : new int[] {1, 5, 20, 50, 100, 250, 500}) {
                int each = Math.max(batch, Math.min(1000, batch * 20));
                batches.put((long) batch, drains(pair, 100, each - each % batch, batch));
            }
            draw(
                    "batch",
                    "a drain by presses in one message, 100 terminals",
                    "presses in a message",
                    "presses/s",
                    batches);
            SortedMap<Long, List<Double>> terminals = new TreeMap<>();
            for (int count : new int[] {1, 10, 100, 500, 1000, 2000}) {
                terminals.put((long) count, drains(pair, count, 100_000 / count / 50 * 50, 50));
            }
            draw("terminals", "a drain by terminals, 50 presses in a message", "terminals", "presses/s", terminals);
        }
        SortedMap<Long, List<Double>> sizes = new TreeMap<>();
        for (long held : new long[] {0, 1_000_000, 2_000_000, 5_000_000}) {
            try (Pair pair = Pair.embedded(Pair.folderIn(folder, "size-" + held), held)) {
                for (int round = 0; round < UNTIL_COMPILED; round++) {
                    pair.drain(pair.backlog(500, 600, 100));
                }
                sizes.put(held, againstFresh(held, pair));
            }
        }
        draw(
                "size",
                "a drain by what the database holds, against bare inserts into an empty one",
                "presses held",
                "ratio",
                sizes);
    }

    private static List<Double> drains(Pair pair, int terminals, int each, int batch) {
        List<Double> found = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            found.add(pair.drain(pair.backlog(terminals, each, batch)));
        }
        return found;
    }

    /** Drains of 300,000 presses as parts of what bare inserts into an empty database do in the same minute. */
    private List<Double> againstFresh(long held, Pair pair) throws SQLException {
        List<Double> drained = new ArrayList<>();
        List<Double> bare = new ArrayList<>();
        List<Double> parts = new ArrayList<>();
        for (int i = 0; i < SIZE_ROUNDS; i++) {
            drained.add(pair.drain(pair.backlog(500, 600, 100)));
            bare.add(pair.databaseAlone(pair.backlog(500, 600, 100)));
            parts.add(drained.get(i) / bare.get(i));
        }
        figures.add(
                "a drain into a database that holds %,d presses".formatted(held),
                "presses/s",
                drained,
                "bare inserts into an empty one",
                bare,
                "flat within 20 %");
        return parts;
    }

    private void draw(String name, String title, String varied, String unit, SortedMap<Long, List<Double>> points)
            throws IOException {
        SortedMap<Long, Double> medians = new TreeMap<>();
        for (Map.Entry<Long, List<Double>> point : points.entrySet()) {
            medians.put(point.getKey(), Figures.quantile(Figures.array(point.getValue()), 0.5));
            if (!name.equals("size")) {
                figures.add("%s: %,d".formatted(title, point.getKey()), "presses/s", point.getValue(), "");
            }
        }
        Plot.write(Figures.folder().resolve("curve-" + name + ".svg"), "HallPulse: " + title, varied, unit, medians);
    }
}
