package io.hallpulse.domain.directory;

import java.util.Collection;
import java.util.Locale;

/** The name that somebody probably meant. */
final class Nearest {
    private static final int FAR = 3;

    private Nearest() {}

    /** The known name that differs in the fewest characters, fewer than {@value #FAR}; empty where none does. */
    static String to(String value, Collection<String> known) {
        String nearest = "";
        int least = FAR;
        for (String name : known) {
            int distance = distance(value.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
            if (distance < least && distance < name.length()) {
                least = distance;
                nearest = name;
            }
        }
        return nearest;
    }

    /** How many characters are to be put in, taken out or replaced (Levenshtein). */
    private static int distance(String one, String other) {
        int[] above = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int[] row = new int[other.length() + 1];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int same = above[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(same, Math.min(above[j], row[j - 1]) + 1);
            }
            above = row;
        }
        return above[other.length()];
    }
}
