package io.hallpulse.gateway.config;

import io.hallpulse.domain.directory.ScreenRules;
import io.hallpulse.domain.directory.Viewing;
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
        Duration staleAfter,

        @Setting(
                value = "the panel's diagonal, which with the distance decides how large letters are",
                byDefault = "75in")
        Inches diagonal,

        @Setting(value = "from how far it is to be read", byDefault = "10m")
        Metres distance) {
    public ScreenConfig {
        rules(minimumRatings, publishStep, privacyDelay, staleAfter, diagonal, distance);
    }

    /** As the directory has it. */
    ScreenRules rules() {
        return rules(minimumRatings, publishStep, privacyDelay, staleAfter, diagonal, distance);
    }

    private static ScreenRules rules(
            int minimumRatings,
            int publishStep,
            Duration privacyDelay,
            Duration staleAfter,
            Inches diagonal,
            Metres distance) {
        return new ScreenRules(
                minimumRatings, publishStep, privacyDelay, staleAfter, new Viewing(diagonal.value(), distance.value()));
    }
}
