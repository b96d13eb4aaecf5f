package io.hallpulse.agent.config;

import io.hallpulse.contract.Identifiers;
import io.hallpulse.runtime.config.Setting;
import java.time.Duration;

/** One service counter and the rule by which its presses count. */
public record WindowConfig(
        @Setting("id, unique in the hall") String id,

        @Setting(
                value =
                        "free: whoever presses rates; triggered: one rating for each session that the clerk's key or the business system opens",
                byDefault = "free")
        Mode mode,

        @Setting(
                value = "free: a press within it of the last that counts is a repeat; 0s: every press counts",
                byDefault = "5s")
        Duration responseInterval,

        @Setting(
                value = "another key within it replaces the press before; free: at most responseInterval has effect",
                byDefault = "0s")
        Duration grace,

        @Setting(value = "triggered: an open session ends unrated after it", byDefault = "30s")
        Duration timeout) {
    /** As the words stand in the file. */
    public enum Mode {
        free,
        triggered
    }

    public WindowConfig {
        Identifiers.requireIdentifier("window", id);
        if (timeout.isZero()) {
            throw new IllegalArgumentException("a timeout of 0s leaves nobody time to rate; write 30s");
        }
    }

    /** A free window with the defaults of the file, but this interval. */
    public static WindowConfig free(String id, Duration responseInterval) {
        return new WindowConfig(id, Mode.free, responseInterval, Duration.ZERO, Duration.ofSeconds(30));
    }
}
