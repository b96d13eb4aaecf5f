package io.hallpulse.domain.directory;

import java.time.Duration;

/**
 * What a hall's screen shows and hides.
 *
 * @param minimumRatings a window's score is hidden while it has fewer, 0 to 1000000
 * @param publishStep scores move only by that many ratings at once, 1 to 1000
 * @param staleAfter a terminal silent for longer greys its windows out, at least a second
 */
public record ScreenRules(int minimumRatings, int publishStep, Duration staleAfter) {
    public ScreenRules {
        if (minimumRatings < 0 || minimumRatings > 1_000_000) {
            throw new IllegalArgumentException("minimumRatings is 0 to 1000000, not " + minimumRatings);
        }
        if (publishStep < 1 || publishStep > 1000) {
            throw new IllegalArgumentException("publishStep is 1 to 1000, not " + publishStep);
        }
        if (staleAfter.toMillis() < 1000) {
            throw new IllegalArgumentException("staleAfter is at least 1s");
        }
    }
}
