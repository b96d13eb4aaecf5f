package io.hallpulse.domain.text;

import java.util.ArrayList;
import java.util.List;

/** What differs between two texts, line by line: a longest common subsequence stays, the rest went or came. */
public final class LineDiff {
    private LineDiff() {}

    /** What became of a line. */
    public enum Kind {
        SAME,
        GONE,
        NEW
    }

    /** One line of either text. */
    public record Line(Kind kind, String text) {}

    /** All lines of both texts, in their order; of a place that differs, what went comes before what came. */
    public static List<Line> of(String before, String after) {
        String[] old = lines(before);
        String[] now = lines(after);
        int[][] common = new int[old.length + 1][now.length + 1]; // of the rests from there on
        for (int i = old.length - 1; i >= 0; i--) {
            for (int j = now.length - 1; j >= 0; j--) {
                common[i][j] =
                        old[i].equals(now[j]) ? common[i + 1][j + 1] + 1 : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        List<Line> diff = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < old.length || j < now.length) {
            if (i < old.length && j < now.length && old[i].equals(now[j])) {
                diff.add(new Line(Kind.SAME, old[i++]));
                j++;
            } else if (j == now.length || (i < old.length && common[i + 1][j] >= common[i][j + 1])) {
                diff.add(new Line(Kind.GONE, old[i++]));
            } else {
                diff.add(new Line(Kind.NEW, now[j++]));
            }
        }
        return diff;
    }

    private static String[] lines(String text) {
        return text.lines().toArray(String[]::new);
    }
}
