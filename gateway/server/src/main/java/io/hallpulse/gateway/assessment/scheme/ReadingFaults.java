package io.hallpulse.gateway.assessment.scheme;

import io.hallpulse.runtime.config.YamlValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** What is wrong in one file, with the lines. */
final class ReadingFaults {
    /** More help nobody who mends a file. */
    private static final int MOST = 100;

    private static final int MOST_KEPT = 10_000;

    private record Found(int line, String text) {}

    private final String file;
    private final List<Found> found = new ArrayList<>();
    private boolean lacking;

    ReadingFaults(String file) {
        this.file = file;
    }

    /** A fault that leaves nothing out of the scheme, such as a key that nobody knows. */
    void add(YamlValue at, String problem) {
        if (found.size() == MOST_KEPT) {
            return; // of a file that is no scheme
        }
        String where = at.path().isEmpty() ? "" : oneLine(at.path()) + ": ";
        found.add(new Found(at.line(), file + ":" + at.line() + ": " + where + oneLine(problem)));
    }

    /** A fault in whose place something else stands in the scheme, so that its sections cannot be compared. */
    void lack(YamlValue at, String problem) {
        lacking = true;
        add(at, problem);
    }

    /** As {@link #lack(YamlValue, String)}, where another fault says it already. */
    void lack() {
        lacking = true;
    }

    boolean isLacking() {
        return lacking;
    }

    /** In the order of the file. */
    List<String> lines() {
        List<String> lines = new ArrayList<>(found.stream()
                .sorted(Comparator.comparingInt(Found::line))
                .map(Found::text)
                .distinct()
                .limit(MOST)
                .toList());
        if (found.size() > MOST) {
            lines.add(file + ": there are more faults; mend these first");
        }
        return lines;
    }

    private static String oneLine(String text) {
        return text.lines().map(String::strip).collect(Collectors.joining(" "));
    }
}
