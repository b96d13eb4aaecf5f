package io.hallpulse.gateway.config;

import io.hallpulse.domain.calendar.Limit;
import io.hallpulse.runtime.config.Setting;

/** How assessments (评议) run here, beyond what their schemes say. */
public record AssessConfig(
        @Setting(value = "when bad ratings by the keys become cases", byDefault = "{}")
        PressCasesConfig casesFromPresses,

        @Setting(
                value = "how long after the end of a case its writer's contact and link are kept, such as 90d or 6mo",
                byDefault = "90d")
        String contactsKept,

        @Setting(value = "how many votes in open calls and boxes are taken from an address", byDefault = "{}")
        BallotConfig ballot) {
    /** As it is where nothing is configured. */
    public static final AssessConfig DEFAULT = new AssessConfig(new PressCasesConfig(3), "90d", BallotConfig.DEFAULT);

    public AssessConfig {
        Limit kept = Limit.parse(contactsKept);
        if (kept.unit() == Limit.Unit.H || kept.unit() == Limit.Unit.WD) {
            throw new IllegalArgumentException(
                    "'" + contactsKept + "' is not in days; write one such as 90d, 6mo or 1y");
        }
    }

    /** How long contacts are kept. */
    public Limit kept() {
        return Limit.parse(contactsKept);
    }
}
