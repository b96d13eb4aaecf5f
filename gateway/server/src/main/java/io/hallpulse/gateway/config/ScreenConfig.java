package io.hallpulse.gateway.config;

import io.hallpulse.runtime.config.Setting;
import java.time.Duration;

/** What a hall's screen shows and hides. */
public record ScreenConfig(
        @Setting(value = "a window's score is hidden while it has fewer ratings", byDefault = "5")
        int minimumRatings,

        @Setting(
                value = "scores move only by that many ratings at once, so that none can be told apart",
                byDefault = "1")
        int publishStep,

        @Setting(value = "a terminal silent for longer greys its windows out", byDefault = "60s")
        Duration staleAfter) {
    public ScreenConfig {
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
