package io.hallpulse.contract.message;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.jspecify.annotations.Nullable;

/**
 * Gateway to agent: every press of {@code run} from the agent's {@code low} to {@code upTo} is committed; {@code low - 1} where none is.
 *
 * @param low the lowest seq that the outbox held when it said what is answered here: below it nothing is claimed, and an outbox put back
 *     to an older state may hold such rows again; null from a gateway that does not say
 */
@JsonPropertyOrder({"v", "gateway", "run", "upTo", "low"})
public record Ack(
        int v,
        String gateway,
        String run,
        long upTo,
        @Nullable Long low) {
    public Ack(String gateway, String run, long upTo, long low) {
        this(Json.VERSION, gateway, run, upTo, low);
    }
}
