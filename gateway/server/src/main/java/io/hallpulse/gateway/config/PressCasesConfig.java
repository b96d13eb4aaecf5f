package io.hallpulse.gateway.config;

import io.hallpulse.runtime.config.Setting;

/** When bad ratings by the keys become cases. */
public record PressCasesConfig(
        @Setting(
                value =
                        "so many ratings of levels 1 and 2 at a window in a day make a case; what is less waits for the week",
                byDefault = "3")
        int atLeast) {
    public PressCasesConfig {
        if (atLeast < 1) {
            throw new IllegalArgumentException("atLeast is 1 or more");
        }
    }
}
