package io.hallpulse.gateway.config;

import io.hallpulse.domain.directory.ScreenRules;
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
        new ScreenRules(minimumRatings, publishStep, staleAfter);
    }

    /** As the directory has it. */
    ScreenRules rules() {
        return new ScreenRules(minimumRatings, publishStep, staleAfter);
    }
}
