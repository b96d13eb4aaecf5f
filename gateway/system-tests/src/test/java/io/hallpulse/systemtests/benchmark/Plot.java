package io.hallpulse.systemtests.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** One curve as an SVG file: each measured point with its value, equally spaced along the bottom. */
final class Plot {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 300;
    private static final int LEFT = 80;
    private static final int BOTTOM = 250;
    private static final int TOP = 50;

    private Plot() {}

    /**
     * Draws a curve.
     *
     * @param points what was varied, to what was measured in that unit
     */
    static void write(Path file, String title, String varied, String unit, SortedMap<Long, Double> points)
            throws IOException {
        double most =
                points.values().stream().mapToDouble(Double::doubleValue).max().orElse(1) * 1.1;
        StringBuilder marks = new StringBuilder();
        StringBuilder line = new StringBuilder();
        int index = 0;
        for (Map.Entry<Long, Double> point : points.entrySet()) {
            double x = LEFT + 30 + index++ * (WIDTH - LEFT - 70.0) / Math.max(1, points.size() - 1);
            double y = BOTTOM - (BOTTOM - TOP) * point.getValue() / most;
            line.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, y));
            marks.append(String.format(
                    Locale.ROOT, """
                      <circle cx="%1$.1f" cy="%2$.1f" r="4" fill="#1f6feb"/>
                      <text x="%1$.1f" y="%3$.1f" text-anchor="middle">%4$s</text>
                      <text x="%1$.1f" y="%5$d" text-anchor="middle">%6$,d</text>
                    """, x, y, y - 10, Figures.number(point.getValue()), BOTTOM + 20, point.getKey()));
        }
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="11" role="img">
                  <title>%s</title>
                  <rect width="100%%" height="100%%" fill="#ffffff"/>
                  <text x="%d" y="24" font-size="14">%s</text>
                  <path d="M%d %d V%d H%d" fill="none" stroke="#57606a"/>
                  <text x="%d" y="%d" text-anchor="end">0</text>
                  <text x="%d" y="%d" text-anchor="end">%s</text>
                  <text x="%d" y="%d" text-anchor="middle">%s</text>
                  <polyline points="%s" fill="none" stroke="#1f6feb" stroke-width="2"/>
                %s</svg>
                """.formatted(
                        WIDTH,
                        HEIGHT,
                        title,
                        LEFT,
                        title,
                        LEFT,
                        TOP,
                        BOTTOM,
                        WIDTH - 20,
                        LEFT - 8,
                        BOTTOM,
                        LEFT - 8,
                        TOP + 4,
                        unit,
                        WIDTH / 2,
                        BOTTOM + 42,
                        varied,
                        line.toString().trim(),
                        marks.toString().lines().collect(Collectors.joining("\n", "", "\n"))));
    }
}
