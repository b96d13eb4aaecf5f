package io.hallpulse.agent.remote;

import io.hallpulse.contract.message.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** As much of a log as one status can carry beside all else that it says. Pure. */
final class LogExcerpt {
    private static final int MOST_LINES = 200;
    private static final int MOST_CHARACTERS = 1000;
    private static final int MOST_BYTES = 40 * 1024;

    private LogExcerpt() {}

    /** The newest lines that fit, the oldest first; a long one is cut. */
    static List<String> of(List<String> log) {
        List<String> newestFirst = new ArrayList<>();
        int bytes = 0;
        for (int i = log.size() - 1; i >= 0 && newestFirst.size() < MOST_LINES; i--) {
            String line = cut(log.get(i));
            bytes += Json.write(line).length + 1;
            if (bytes > MOST_BYTES) {
                break;
            }
            newestFirst.add(line);
        }
        Collections.reverse(newestFirst);
        return newestFirst;
    }

    private static String cut(String line) {
        if (line.length() <= MOST_CHARACTERS) {
            return line;
        }
        int end = Character.isHighSurrogate(line.charAt(MOST_CHARACTERS - 1)) ? MOST_CHARACTERS - 1 : MOST_CHARACTERS;
        return line.substring(0, end) + "…";
    }
}
