package io.hallpulse.gateway.benchmark;

import java.io.IOException;
import java.nio.file.Path;
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

    private final Figures figures = new Figures("curve");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void curves() throws Exception {
        try (Pair pair = Pair.embedded(folder)) {
            pair.drain(pair.backlog(1000, 1000, 100)); // until compiled
            SortedMap<Long, Double> batches = new TreeMap<>();
            for (int batch : new int[] {1, 5, 20, 50, 100, 250, 500}) {
                int each = Math.max(batch, Math.min(1000, batch * 20));
                batches.put((long) batch, median(pair, 100, each - each % batch, batch));
            }
            draw("batch", "a drain by presses in one message, 100 terminals", "presses in a message", batches);
            SortedMap<Long, Double> terminals = new TreeMap<>();
            for (int count : new int[] {1, 10, 100, 500, 1000, 2000}) {
                terminals.put((long) count, median(pair, count, 100_000 / count / 50 * 50, 50));
            }
            draw("terminals", "a drain by terminals, 50 presses in a message", "terminals", terminals);
        }
        SortedMap<Long, Double> sizes = new TreeMap<>();
        for (long held : new long[] {0, 1_000_000, 2_000_000, 5_000_000}) {
            try (Pair pair = Pair.embedded(Pair.folderIn(folder, "size-" + held), held)) {
                pair.drain(pair.backlog(1000, 1000, 100)); // until compiled
                sizes.put(held + 1_000_000, median(pair, 500, 600, 100));
            }
        }
        draw("size", "a drain of 300,000 presses by what the database holds", "presses held", sizes);
    }

    private static double median(Pair pair, int terminals, int each, int batch) {
        double[] found = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            found[i] = pair.drain(pair.backlog(terminals, each, batch));
        }
        return Figures.quantile(found, 0.5);
    }

    private void draw(String name, String title, String varied, SortedMap<Long, Double> points) throws IOException {
        for (Map.Entry<Long, Double> point : points.entrySet()) {
            figures.add("%s: %,d".formatted(title, point.getKey()), "presses/s", List.of(point.getValue()), "");
        }
        figures.add(
                title + ": all",
                "presses/s",
                new ArrayList<>(points.values()),
                name.equals("size") ? "flat within 20 %" : "");
        Plot.write(Figures.folder().resolve("curve-" + name + ".svg"), "HallPulse: " + title, varied, points);
    }
}
