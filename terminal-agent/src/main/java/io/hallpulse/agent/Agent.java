package io.hallpulse.agent;

import io.hallpulse.agent.clock.SystemClock;
import io.hallpulse.agent.clock.TerminalClock;
import io.hallpulse.agent.config.AgentConfig;
import io.hallpulse.agent.config.InputConfig;
import io.hallpulse.agent.config.SoundConfig;
import io.hallpulse.agent.enrol.Renewal;
import io.hallpulse.agent.enrol.TerminalCredentials;
import io.hallpulse.agent.intake.OutboxWriter;
import io.hallpulse.agent.outbox.OutboxLimits;
import io.hallpulse.agent.rating.Event;
import io.hallpulse.agent.rating.RatingRules;
import io.hallpulse.agent.remote.Actions;
import io.hallpulse.agent.remote.RemoteCommands;
import io.hallpulse.agent.remote.Surroundings;
import io.hallpulse.agent.remote.Trial;
import io.hallpulse.agent.remote.WantedFile;
import io.hallpulse.agent.status.StatusSocket;
import io.hallpulse.agent.status.Terminal;
import io.hallpulse.agent.trigger.TriggerServer;
import io.hallpulse.agent.uplink.Credentials;
import io.hallpulse.agent.uplink.Uplink;
import io.hallpulse.contract.message.Press;
import io.hallpulse.contract.message.Status;
import io.hallpulse.hardware.Answer;
import io.hallpulse.hardware.KeyInput;
import io.hallpulse.hardware.KeyInputs;
import io.hallpulse.hardware.KeyPress;
import io.hallpulse.hardware.MeterSignal;
import io.hallpulse.runtime.config.HostPort;
import io.hallpulse.runtime.disk.OwnerOnly;
import io.hallpulse.runtime.program.CloseStack;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One terminal at work: devices, rules, outbox and the way to the gateway, wired together. Several may run in one process, each on a
 * {@code data} folder of its own.
 */
public final class Agent implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Agent.class);

    private final AgentConfig config;
    private final Map<String, KeyInput> inputs;
    private final CloseStack parts = new CloseStack(log);
    private @Nullable OutboxWriter outbox;
    private @Nullable Uplink uplink;
    private @Nullable Terminal terminal;
    private @Nullable TriggerServer trigger;

    private Agent(AgentConfig config, List<KeyInput> inputs) {
        this.config = config;
        this.inputs = inputs.stream().collect(Collectors.toUnmodifiableMap(KeyInput::id, Function.identity()));
    }

    /**
     * Starts a terminal on this machine's devices and clock.
     *
     * @throws IOException with one line, where a folder, a file or an address that it needs cannot be used
     * @throws IllegalArgumentException with one line, where the inputs contradict each other
     */
    public static Agent start(AgentConfig config) throws IOException {
        return start(config, Surroundings.NONE);
    }

    /** As {@link #start(AgentConfig)}, in a program of which the gateway may ask something too. */
    public static Agent start(AgentConfig config, Surroundings surroundings) throws IOException {
        return start(config, devices(config), new SystemClock(), Press.Kind.RATING, surroundings);
    }

    /**
     * This machine's devices, as configured; none is opened.
     *
     * @throws IllegalArgumentException with one line, where the inputs contradict each other
     */
    public static List<KeyInput> devices(AgentConfig config) {
        List<KeyInput> devices = KeyInputs.create(
                config.inputs().stream().map(InputConfig::settings).toList(), consumer(config));
        List<KeyInput> sounded = new ArrayList<>();
        for (int i = 0; i < devices.size(); i++) {
            SoundConfig sound = config.inputs().get(i).sound();
            sounded.add(KeyInputs.sounded(devices.get(i), sound == null ? Map.of() : sound.files()));
        }
        return sounded;
    }

    /** What other programs see as the user of this terminal's GPIO pins. */
    public static String consumer(AgentConfig config) {
        return "hallpulse:" + config.terminal();
    }

    /** As {@link #start(AgentConfig)}, with given devices, which must have the ids of the configured ones, and a given clock. */
    public static Agent start(AgentConfig config, List<KeyInput> inputs, TerminalClock clock) throws IOException {
        return start(config, inputs, clock, Press.Kind.RATING);
    }

    /** As {@link #start(AgentConfig, List, TerminalClock)}, in a program of which the gateway may ask something too. */
    public static Agent start(AgentConfig config, List<KeyInput> inputs, TerminalClock clock, Surroundings surroundings)
            throws IOException {
        return start(config, inputs, clock, Press.Kind.RATING, surroundings);
    }

    /**
     * As {@link #start(AgentConfig, List, TerminalClock)}.
     *
     * @param kind of a pressed key; while a technician tries the keys, {@link Press.Kind#TEST}, the business system has no door
     */
    public static Agent start(AgentConfig config, List<KeyInput> inputs, TerminalClock clock, Press.Kind kind)
            throws IOException {
        return start(config, inputs, clock, kind, Surroundings.NONE);
    }

    private static Agent start(
            AgentConfig config, List<KeyInput> inputs, TerminalClock clock, Press.Kind kind, Surroundings surroundings)
            throws IOException {
        Agent agent = new Agent(config, inputs);
        try {
            agent.wire(inputs, clock, kind, surroundings);
            return agent;
        } catch (IOException | RuntimeException e) {
            agent.close();
            throw e;
        }
    }

    private void wire(List<KeyInput> devices, TerminalClock clock, Press.Kind kind, Surroundings surroundings)
            throws IOException {
        OwnerOnly.folder(config.data());
        parts.add(DataLock.take(config.data()));
        SecureRandom random = new SecureRandom();
        RatingRules rules = new RatingRules(
                config.windows(), config.inputs(), kind, config.gateway().encrypted());
        OutboxWriter outbox = parts.add(new OutboxWriter(
                config.data(), OutboxLimits.of(config.outbox().bytes()), clock, random, rules, this::answer));
        this.outbox = outbox;
        RemoteCommands commands = parts.add(new RemoteCommands(
                config.data(),
                clock,
                new Actions(
                        this::status,
                        () -> devices.forEach(device -> device.show(new MeterSignal.Blink())),
                        lasting -> outbox.onTrigger(at -> new Event.Test(lasting, at))),
                surroundings));
        terminal = new Terminal(
                config,
                clock,
                outbox::health,
                devices,
                outbox::testKeys,
                commands::last,
                () -> {
                    WantedFile file = surroundings.file();
                    return file == null ? null : file.status();
                },
                outbox::onDuty);
        uplink = parts.add(
                new Uplink(config, credentials(clock, random), clock, outbox.backlog(), terminal, commands, random));
        commands.whenAnswered(uplink::wake);
        outbox.whenOpened(this::promptForRating);
        outbox.whenRated(this::promptForReason);
        outbox.start(uplink::wake);
        parts.add((AutoCloseable) outbox::flush); // for a start that fails at a device
        parts.add(StatusSocket.open(config.data(), this::status));
        for (InputConfig input : config.inputs()) {
            if (input.gpio() != null && input.gpio().provider() != null) {
                log.warn(
                        "input {}: gpio.provider is without effect, pins are reached one way; take it out of the file",
                        input.id());
            }
        }
        for (KeyInput device : devices) {
            parts.add(device).start(outbox);
        }
        parts.add((AutoCloseable) outbox::flush);
        uplink.start();
        startTrial(clock, surroundings);
        if (config.trigger() != null && kind == Press.Kind.RATING) {
            HostPort listen = config.trigger().listen();
            trigger = parts.add(TriggerServer.start(
                    config, listen, outbox::onTrigger, outbox.sessions()::await, random, clock::nanos));
        }
        log.info(
                "terminal {} serves {} from {}",
                config.terminalId(),
                config.windows().stream().map(window -> window.id()).toList(),
                config.data());
    }

    /** Where the configuration came from afar and has not proved itself yet. */
    private void startTrial(TerminalClock clock, Surroundings surroundings) {
        WantedFile file = surroundings.file();
        if (file != null && file.isProving()) {
            Runnable restart = surroundings.restart();
            Uplink way = Objects.requireNonNull(uplink);
            parts.add(new Trial(file, clock, this::status, way::isConnected, restart == null ? way::wake : restart))
                    .start();
        }
    }

    /** Null where the way to the broker is not encrypted. */
    private @Nullable Credentials credentials(TerminalClock clock, SecureRandom random) throws IOException {
        Path identity = config.gateway().identity();
        if (!config.gateway().encrypted() || identity == null) {
            return null;
        }
        Credentials credentials = new TerminalCredentials(config, clock);
        parts.add(Renewal.start(config.data(), identity, clock, random));
        return credentials;
    }

    private void answer(KeyPress press, Answer answer) {
        KeyInput input = inputs.get(press.input());
        if (input != null) {
            input.answer(press, answer);
        }
    }

    private void promptForRating(String window) {
        config.inputs().stream()
                .filter(input -> input.window().equals(window))
                .map(input -> inputs.get(input.id()))
                .filter(Objects::nonNull)
                .forEach(input -> input.show(new MeterSignal.Open()));
    }

    private void promptForReason(String window) {
        for (InputConfig config : config.inputs()) {
            KeyInput input = inputs.get(config.id());
            if (input != null
                    && config.window().equals(window)
                    && !config.reasonKeys().isEmpty()) {
                input.show(new MeterSignal.Reasons(config.reasonKeys()));
            }
        }
    }

    /** How the terminal is now. Any thread. */
    public Status status() {
        return Objects.requireNonNull(terminal)
                .status(Objects.requireNonNull(uplink).backlogStatus());
    }

    /** Has that called at each turn of the thread that decides and stores presses, once a second at least while that thread moves. */
    public void eachTurn(Runnable called) {
        Objects.requireNonNull(outbox).eachTurn(called);
    }

    /** Where the business system opens sessions, if it may. */
    public Optional<HostPort> triggerAddress() {
        return Optional.ofNullable(trigger).map(TriggerServer::address);
    }

    /**
     * Stops within 5 s. Keys first: what was pressed is stored and answered while the devices are still open, then the devices, the
     * broker, where the terminal is then offline, and the outbox last.
     */
    @Override
    public void close() {
        parts.close();
    }
}
