package io.hallpulse.gateway.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** Which terminals are listened to. */
public enum Terminals {
    /** Those that were registered, each with a certificate of the site's CA. */
    @JsonProperty("registered")
    REGISTERED,
    /**
     * Any terminal of a known hall that the broker lets in: for loopback and the demo, and for an external broker, which decides
     * by its own lists who may connect and publish.
     */
    @JsonProperty("open")
    OPEN;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
