package io.hallpulse.contract.message;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * Gateway to agent: every press of {@code run} from the agent's {@code low} to {@code upTo} is committed; {@code low - 1} where none is.
 */
@JsonPropertyOrder({"v", "gateway", "run", "upTo"})
public record Ack(int v, String gateway, String run, long upTo) {
    public Ack(String gateway, String run, long upTo) {
        this(Json.VERSION, gateway, run, upTo);
    }
}
