package io.hallpulse.gateway.fleet;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A command and what became of it.
 *
 * @param action such as {@code identify}
 * @param by who sent it
 * @param ok whether it is done; null while the terminal has not answered
 * @param error why it is not done, else null
 * @param lines of the terminal's log, where those were asked for and came
 */
@JsonPropertyOrder({"id", "do", "by", "sent", "expires", "ok", "error", "lines"})
public record SentCommand(
        String id,
        @JsonProperty("do") String action,
        String by,
        Instant sent,
        Instant expires,
        @Nullable Boolean ok,
        @Nullable String error,
        List<String> lines) {
    SentCommand answered(boolean done, @Nullable String why, @Nullable List<String> told) {
        return new SentCommand(id, action, by, sent, expires, done, why, told == null ? List.of() : List.copyOf(told));
    }
}
