package io.hallpulse.gateway.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** How mails are encrypted on their way to the server. */
public enum MailTls {
    /** From the first byte on, as on port 465. */
    @JsonProperty("implicit")
    IMPLICIT,
    /** By STARTTLS, as on port 587; a server that does not offer it gets no mail. */
    @JsonProperty("starttls")
    STARTTLS,
    /** Not at all, to a server on this machine. */
    @JsonProperty("none")
    NONE;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
