package io.hallpulse.contract.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Gateway to agent, not retained: something to do, at most once an id; the answer is {@link Status#last()}.
 *
 * @param id drawn by the gateway; the same again is the same command, sent once more
 * @param action one of the constants
 * @param config the whole file of {@code check}, {@code apply} and {@code rollback}; null for the others
 * @param version what the gateway calls that file; null for the others
 * @param expires after which it is not begun any more, judged only by a clock that is synced
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"v", "id", "do", "config", "version", "expires"})
public record Command(
        int v,
        String id,
        @JsonProperty("do") String action,
        @Nullable String config,
        @Nullable Long version,
        Instant expires) {
    /** Lamps blink, so that somebody at the counter finds the terminal. */
    public static final String IDENTIFY = "identify";
    /** Presses are of kind test for three minutes. */
    public static final String TEST = "test";

    public static final String RESTART = "restart";
    /** The newest lines of the terminal's log. */
    public static final String LOGS = "logs";
    /** A dry run of a file; nothing is changed. */
    public static final String CHECK = "check";
    /** The file is put in force, and must prove itself. */
    public static final String APPLY = "apply";
    /** As {@code apply}, with a file that was in force before. */
    public static final String ROLLBACK = "rollback";

    /** One without a file. */
    public static Command plain(String id, String action, Instant expires) {
        return new Command(Json.VERSION, id, action, null, null, expires);
    }

    /** One about a file. */
    public static Command configuration(String id, String action, String config, long version, Instant expires) {
        return new Command(Json.VERSION, id, action, config, version, expires);
    }
}
