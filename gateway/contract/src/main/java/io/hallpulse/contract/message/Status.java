package io.hallpulse.contract.message;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Agent to gateway, retained: the terminal's state. The will holds {@code v}, {@code state} and {@code runs} alone; the goodbye of a
 * clean stop has its boot besides, by which it is told from the will of a terminal that vanished.
 *
 * @param state {@code online} or {@code offline}
 * @param clock {@code synced} or {@code unset}
 * @param machine what computer this is
 * @param runs the runs not yet acknowledged in full on this connection, oldest first, at most {@link #MAX_RUNS}
 * @param waiting presses not yet acknowledged
 * @param refused presses that could not be stored, ever
 * @param diskFree bytes free where the outbox lives
 * @param mono milliseconds of the boot's monotonic clock as this was published, by which a gateway places presses of a terminal
 *     without a synced clock
 * @param faults of the terminal itself, one line each for a technician; null where there is none
 * @param last what became of the newest command, null before the first
 * @param config the configuration that came from afar, null where none ever did
 * @param onDuty windows to the staff that signed in there at the terminal itself; null where nobody did
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({
    "v",
    "state",
    "agent",
    "boot",
    "clock",
    "anchor",
    "mono",
    "machine",
    "runs",
    "waiting",
    "refused",
    "inputs",
    "onDuty",
    "diskFree",
    "faults",
    "last",
    "config"
})
public record Status(
        int v,
        String state,
        @Nullable String agent,
        @Nullable String boot,
        @Nullable String clock,
        @Nullable Anchor anchor,
        @Nullable String machine,
        List<RunSpan> runs,
        @Nullable Long waiting,
        @Nullable Long refused,
        @Nullable List<InputStatus> inputs,
        @Nullable Long diskFree,
        @Nullable Long mono,
        @Nullable List<String> faults,
        @Nullable Outcome last,
        @Nullable Configuration config,
        @Nullable Map<String, String> onDuty) {
    /** The most runs in one status. */
    public static final int MAX_RUNS = 200;

    public static final String ONLINE = "online";
    public static final String OFFLINE = "offline";

    public Status {
        runs = runs == null ? List.of() : List.copyOf(runs);
    }

    /** A terminal that nothing was asked of from afar, and where nobody signed in. */
    public Status(
            int v,
            String state,
            @Nullable String agent,
            @Nullable String boot,
            @Nullable String clock,
            @Nullable Anchor anchor,
            @Nullable String machine,
            List<RunSpan> runs,
            @Nullable Long waiting,
            @Nullable Long refused,
            @Nullable List<InputStatus> inputs,
            @Nullable Long diskFree,
            @Nullable Long mono,
            @Nullable List<String> faults) {
        this(
                v, state, agent, boot, clock, anchor, machine, runs, waiting, refused, inputs, diskFree, mono, faults,
                null, null, null);
    }

    /** A terminal that tells neither its monotonic clock nor faults of its own. */
    public Status(
            int v,
            String state,
            @Nullable String agent,
            @Nullable String boot,
            @Nullable String clock,
            @Nullable Anchor anchor,
            @Nullable String machine,
            List<RunSpan> runs,
            @Nullable Long waiting,
            @Nullable Long refused,
            @Nullable List<InputStatus> inputs,
            @Nullable Long diskFree) {
        this(v, state, agent, boot, clock, anchor, machine, runs, waiting, refused, inputs, diskFree, null, null);
    }

    /** The will. */
    public static Status will(List<RunSpan> runs) {
        return new Status(Json.VERSION, OFFLINE, null, null, null, null, null, runs, null, null, null, null);
    }

    /** What a terminal with this status says before a clean stop. */
    public Status goodbye() {
        return new Status(Json.VERSION, OFFLINE, null, boot, null, null, null, runs, null, null, null, null);
    }

    /** Whether the terminal said so before it stopped, and nobody for it. */
    @JsonIgnore
    public boolean isGoodbye() {
        return state.equals(OFFLINE) && boot != null;
    }

    /**
     * One input as it stands.
     *
     * @param state {@code ok}, {@code degraded} or {@code fault}
     * @param fault one line for a technician, null when ok
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonPropertyOrder({"id", "window", "state", "fault", "lastKey", "counters"})
    public record InputStatus(
            String id,
            String window,
            String state,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            String fault,

            @Nullable String lastKey,
            @Nullable Map<String, Long> counters) {}

    /**
     * What became of a command.
     *
     * @param id of the command
     * @param ok whether it is done
     * @param error one line for a technician, null when it is done
     * @param lines what was asked for by {@code logs}, the oldest first; else null
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonPropertyOrder({"id", "ok", "error", "lines"})
    public record Outcome(
            String id,
            boolean ok,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            String error,

            @Nullable List<String> lines) {}

    /**
     * The terminal's configuration as far as it came from afar.
     *
     * @param version that was tried last
     * @param applied whether the terminal runs on it; false while it proves itself, and after it was given up
     * @param error why it was given up, in one line; null where it was not
     */
    @JsonPropertyOrder({"version", "applied", "error"})
    public record Configuration(
            long version, boolean applied, @Nullable String error) {}
}
