package io.hallpulse.gateway.config;

import io.hallpulse.domain.directory.ScreenRules;
import io.hallpulse.runtime.config.Setting;
import java.time.Duration;

/** What a hall's screen shows and hides. */
public record ScreenConfig(
        @Setting(value = "a window's score is hidden while it has fewer ratings", byDefault = "5")
        int minimumRatings,

        @Setting(
                value = "a window's figures move only by that many new ratings at once, so that none can be told apart",
                byDefault = "5")
        int publishStep,

        @Setting(
                value =
                        "and only so long after the first of them; 0s with a publishStep of 1 publishes each rating at once",
                byDefault = "30s")
        Duration privacyDelay,

        @Setting(value = "a terminal silent for longer greys its windows out", byDefault = "60s")
        Duration staleAfter) {
    public ScreenConfig {
        new ScreenRules(minimumRatings, publishStep, privacyDelay, staleAfter);
    }

    /** As the directory has it. */
    ScreenRules rules() {
        return new ScreenRules(minimumRatings, publishStep, privacyDelay, staleAfter);
    }
}
