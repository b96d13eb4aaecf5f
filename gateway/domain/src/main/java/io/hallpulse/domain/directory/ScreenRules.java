package io.hallpulse.domain.directory;

import java.time.Duration;

/**
 * What a hall's screen shows and hides.
 *
 * @param minimumRatings a window's score is hidden while it has fewer, 0 to 1000000
 * @param publishStep a window's published figures move only by that many new ratings at once, 1 to 1000
 * @param privacyDelay and only so long after the first of those ratings was counted, 0 to an hour
 * @param staleAfter a terminal silent for longer greys its windows out, at least a second
 * @param viewing what decides how large letters are
 */
public record ScreenRules(
        int minimumRatings, int publishStep, Duration privacyDelay, Duration staleAfter, Viewing viewing) {
    private static final Duration LONGEST_DELAY = Duration.ofHours(1);

    public ScreenRules {
        if (minimumRatings < 0 || minimumRatings > 1_000_000) {
            throw new IllegalArgumentException("minimumRatings is 0 to 1000000, not " + minimumRatings);
        }
        if (publishStep < 1 || publishStep > 1000) {
            throw new IllegalArgumentException("publishStep is 1 to 1000, not " + publishStep);
        }
        if (privacyDelay.isNegative() || privacyDelay.compareTo(LONGEST_DELAY) > 0) {
            throw new IllegalArgumentException("privacyDelay is 0s to 1h");
        }
        if (staleAfter.toMillis() < 1000) {
            throw new IllegalArgumentException("staleAfter is at least 1s");
        }
    }

    /** Whether ratings are published as they are counted: nothing is held back. */
    public boolean publishesAtOnce() {
        return publishStep == 1 && privacyDelay.isZero();
    }
}
