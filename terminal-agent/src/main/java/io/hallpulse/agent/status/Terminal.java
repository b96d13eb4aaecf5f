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

/** Describes the running terminal as the contract's status. Any thread. */
public final class Terminal implements Uplink.StatusSource {
    private static final Path MODEL = Path.of("/proc/device-tree/model");

    private final AgentConfig config;
    private final TerminalClock clock;
    private final Supplier<OutboxHealth> outbox;
    private final Map<String, KeyInput> inputs;
    private final String machine = machine();

    /** @param inputs the devices of the configured inputs, all of them */
    public Terminal(AgentConfig config, TerminalClock clock, Supplier<OutboxHealth> outbox, List<KeyInput> inputs) {
        this.config = config;
        this.clock = clock;
        this.outbox = outbox;
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
                config.inputs().stream().map(this::input).toList(),
                health.freeBytes(),
                now.monoMillis(),
                faults.isEmpty() ? null : faults);
    }

    private Status.InputStatus input(InputConfig input) {
        InputHealth health = Objects.requireNonNull(inputs.get(input.id())).health();
        return new Status.InputStatus(
                input.id(),
                input.window(),
                health.state().name().toLowerCase(Locale.ROOT),
                health.fault(),
                null, // the last key tells what somebody pressed: of test presses alone, which a running agent has none
                // of
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
