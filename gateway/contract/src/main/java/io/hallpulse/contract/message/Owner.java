package io.hallpulse.contract.message;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;

/** Gateway to anyone, retained: which gateway serves the hall, and since when. */
@JsonPropertyOrder({"v", "gateway", "since"})
public record Owner(int v, String gateway, Instant since) {
    public Owner(String gateway, Instant since) {
        this(Json.VERSION, gateway, since);
    }
}
