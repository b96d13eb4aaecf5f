package io.hallpulse.domain.assessment.ranking;

import java.util.List;

/** For how many rounds in a row something was so (design 7.2, X11). */
public final class Streak {
    private Streak() {}

    /** What one round says of it. */
    public enum Outcome {
        /** It was so. */
        MET,
        /** It was not. */
        BROKEN,
        /** The subject was not ranked: passed over once, a second time ends the streak. */
        NOT_RANKED,
        /** The round does not count: passed over. */
        ANNULLED
    }

    /**
     * The length of the streak that ends with the last round; none where that one did not meet it.
     *
     * @param rounds from the first to the last
     */
    public static int of(List<Outcome> rounds) {
        int length = 0;
        boolean passed = false;
        for (int i = rounds.size() - 1; i >= 0; i--) {
            switch (rounds.get(i)) {
                case MET -> length++;
                case BROKEN -> {
                    return length;
                }
                case NOT_RANKED -> {
                    if (passed || length == 0) {
                        return length;
                    }
                    passed = true;
                }
                case ANNULLED -> {}
            }
        }
        return length;
    }
}
