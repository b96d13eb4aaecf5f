package io.hallpulse.agent.status;

import io.hallpulse.agent.clock.Moment;
import io.hallpulse.agent.clock.TerminalClock;
import io.hallpulse.agent.config.AgentConfig;
import io.hallpulse.agent.config.InputConfig;
import io.hallpulse.agent.outbox.OutboxHealth;
import io.hallpulse.agent.uplink.Uplink;
import io.hallpulse.contract.message.Json;
import io.hallpulse.contract.message.Status;
import io.hallpulse.hardware.InputHealth;
import io.hallpulse.hardware.KeyInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Describes the running terminal as the contract's status. Any thread. */
public final class Terminal implements Uplink.StatusSource {
    private static final Path MODEL = Path.of("/proc/device-tree/model");

    private final AgentConfig config;
    private final TerminalClock clock;
    private final Supplier<OutboxHealth> outbox;
    private final Map<String, KeyInput> inputs;
    private final Supplier<Map<String, String>> testKeys;
    private final Supplier<Status.@Nullable Outcome> last;
    private final Supplier<Status.@Nullable Configuration> configuration;
    private final Supplier<Map<String, String>> onDuty;
    private final String machine = machine();

    /**
     * Describes a terminal.
     *
     * @param inputs the devices of the configured inputs, all of them
     * @param testKeys by input, the newest key of a technician's test
     * @param last what became of the newest command
     * @param configuration that came from afar
     * @param onDuty by window, the staff that signed in here
     */
    public Terminal(
            AgentConfig config,
            TerminalClock clock,
            Supplier<OutboxHealth> outbox,
            List<KeyInput> inputs,
            Supplier<Map<String, String>> testKeys,
            Supplier<Status.@Nullable Outcome> last,
            Supplier<Status.@Nullable Configuration> configuration,
            Supplier<Map<String, String>> onDuty) {
        this.config = config;
        this.clock = clock;
        this.outbox = outbox;
        this.testKeys = testKeys;
        this.last = last;
        this.configuration = configuration;
        this.onDuty = onDuty;
        this.inputs = inputs.stream().collect(Collectors.toUnmodifiableMap(KeyInput::id, Function.identity()));
    }

    /** The version of this agent, as in its jar. */
    public static String version() {
        String version = Terminal.class.getPackage().getImplementationVersion();
        return version == null ? "unpackaged" : version;
    }

    @Override
    public Status status(Uplink.BacklogStatus backlog) {
        OutboxHealth health = outbox.get();
        List<String> faults = Stream.concat(health.faults().stream(), backlog.faults().stream())
                .toList();
        Moment now = clock.now();
        Map<String, String> tested = testKeys.get();
        Map<String, String> serving = onDuty.get();
        return new Status(
                Json.VERSION,
                Status.ONLINE,
                version(),
                clock.boot(),
                now.synced() ? "synced" : "unset",
                health.anchor(),
                machine,
                backlog.runs(),
                backlog.waiting(),
                health.refused(),
                config.inputs().stream()
                        .map(input -> input(input, tested.get(input.id())))
                        .toList(),
                health.freeBytes(),
                now.monoMillis(),
                faults.isEmpty() ? null : faults,
                last.get(),
                configuration.get(),
                serving.isEmpty() ? null : serving);
    }

    /** @param testKey of a technician alone: what a citizen pressed nobody is told here */
    private Status.InputStatus input(InputConfig input, @Nullable String testKey) {
        InputHealth health = Objects.requireNonNull(inputs.get(input.id())).health();
        return new Status.InputStatus(
                input.id(),
                input.window(),
                health.state().name().toLowerCase(Locale.ROOT),
                health.fault(),
                testKey,
                health.counters());
    }

    private static String machine() {
        try {
            return Files.readString(MODEL).replace("\0", "").strip();
        } catch (IOException e) {
            return System.getProperty("os.name") + " " + System.getProperty("os.arch"); // no Raspberry Pi
        }
    }
}
