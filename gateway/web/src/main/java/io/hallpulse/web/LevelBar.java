package io.hallpulse.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The parts of a bar of five levels, the best first, with gaps between them. Widths in thousandths of the bar. */
public final class LevelBar {
    private static final double GAP = 6;

    private LevelBar() {}

    /** A part of the bar. */
    public record Part(int level, String x, String width) {}

    /** The parts of those levels that have any ratings. */
    public static List<Part> parts(Map<String, Long> n) {
        long total = n.values().stream().mapToLong(Long::longValue).sum();
        long kinds = n.values().stream().filter(count -> count > 0).count();
        List<Part> parts = new ArrayList<>();
        double x = 0;
        double room = 1000 - GAP * Math.max(0, kinds - 1);
        for (int level = 5; level >= 1; level--) {
            long count = n.getOrDefault(Integer.toString(level), 0L);
            if (count > 0) {
                double width = room * count / total;
                parts.add(new Part(level, text(x), text(width)));
                x += width + GAP;
            }
        }
        return parts;
    }

    private static String text(double value) {
        return String.format(java.util.Locale.ROOT, "%.1f", value);
    }
}
