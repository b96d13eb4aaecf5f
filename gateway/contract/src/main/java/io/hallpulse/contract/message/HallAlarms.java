package io.hallpulse.contract.message;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import java.util.List;

/**
 * Gateway to anyone, retained: the open alarms of a hall, those of the gateway itself among them.
 *
 * @param more how many more are open than are named here
 */
@JsonPropertyOrder({"v", "hall", "asOf", "open", "more"})
public record HallAlarms(int v, String hall, Instant asOf, List<Open> open, int more) {
    /** The most that one message names. */
    public static final int MOST = 30;

    public HallAlarms {
        open = List.copyOf(open);
    }

    /**
     * One of them.
     *
     * @param subject what it is about, such as {@code n-03} or {@code n-03/panel}
     * @param count how often it has opened
     */
    @JsonPropertyOrder({"id", "kind", "subject", "since", "count", "acknowledged", "cause", "mend"})
    public record Open(
            long id,
            String kind,
            String subject,
            Instant since,
            int count,
            boolean acknowledged,
            Text cause,
            Text mend) {}

    /** A line in both languages. */
    @JsonPropertyOrder({"zh", "en"})
    public record Text(String zh, String en) {}
}
