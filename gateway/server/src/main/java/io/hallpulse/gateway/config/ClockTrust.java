package io.hallpulse.gateway.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** Whose word makes the gateway's clock right. */
public enum ClockTrust {
    /** The machine's, unless the clock steps back. */
    @JsonProperty("trusted")
    TRUSTED,
    /** Beside that, the kernel's: NTP keeps it. */
    @JsonProperty("synced")
    SYNCED;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
