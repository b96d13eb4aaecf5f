package io.hallpulse.systemtests.endtoend;

import static org.awaitility.Awaitility.await;

import io.hallpulse.agent.Agent;
import io.hallpulse.agent.clock.Moment;
import io.hallpulse.agent.clock.SystemClock;
import io.hallpulse.agent.clock.TerminalClock;
import io.hallpulse.agent.config.AgentConfig;
import io.hallpulse.agent.config.InputConfig;
import io.hallpulse.agent.config.WindowConfig;
import io.hallpulse.hardware.KeyInput;
import io.hallpulse.hardware.KeyInputs;
import io.hallpulse.hardware.testkit.PlayedFf68Meter;
import io.hallpulse.hardware.testkit.Pty;
import io.hallpulse.runtime.config.ConfigFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A whole agent in this process with a meter at a serial line for each window, by a clock that is as far ahead of or behind this machine's as wanted. */
final class RealTerminal implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int BEST = 5;

    private final List<AutoCloseable> parts = new ArrayList<>();
    private final Map<String, PlayedFf68Meter> meters = new LinkedHashMap<>();

    private RealTerminal() {}

    /** Starts it in hall north. */
    static RealTerminal start(Path folder, int brokerPort, List<String> windows, Duration ahead) throws Exception {
        RealTerminal terminal = new RealTerminal();
        List<InputConfig> inputs = new ArrayList<>();
        Files.createDirectories(folder);
        for (String window : windows) {
            Pty cable = Pty.at(folder.resolve("tty-" + window));
            terminal.parts.add(0, cable);
            int address = terminal.meters.size() + 1;
            PlayedFf68Meter meter = new PlayedFf68Meter(cable, address);
            terminal.parts.add(0, meter);
            terminal.meters.put(window, meter);
            inputs.add(new ConfigFile("meter", """
                            id: meter-%s
                            window: %s
                            keys: {"0": 5, "1": 4, "2": 3, "3": 2}
                            serial: {port: %s, baud: 9600, protocol: ff68, address: %d, retransmit: 0s}
                            """.formatted(window, window, folder.resolve("tty-" + window), address))
                    .read(InputConfig.class));
        }
        AgentConfig config = new AgentConfig(
                "north",
                "n-02",
                folder.resolve("data"),
                new AgentConfig.Gateway("tcp://127.0.0.1:" + brokerPort, null, false),
                null,
                AgentConfig.Outbox.DEFAULT,
                windows.stream()
                        .map(window -> WindowConfig.free(window, Duration.ZERO))
                        .toList(),
                inputs);
        List<KeyInput> keys = KeyInputs.create(
                config.inputs().stream().map(InputConfig::settings).toList());
        terminal.parts.add(0, Agent.start(config, keys, new Ahead(ahead)));
        return terminal;
    }

    /** Presses one key after the other at a window, each once the one before was thanked for. */
    void press(String window, int... levels) {
        PlayedFf68Meter meter = meters.get(window);
        if (meter == null) {
            throw new IllegalArgumentException("no meter at window " + window);
        }
        for (int level : levels) {
            int before = meter.acknowledged().size();
            meter.press(BEST - level);
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> meter.acknowledged().size() > before);
        }
    }

    @Override
    public void close() throws Exception {
        for (AutoCloseable part : parts) {
            part.close();
        }
    }

    /** This machine's clock, wrong by so much, and taken for right. */
    private static final class Ahead implements TerminalClock {
        private final TerminalClock machine = new SystemClock();
        private final Duration ahead;

        Ahead(Duration ahead) {
            this.ahead = ahead;
        }

        @Override
        public long nanos() {
            return machine.nanos();
        }

        @Override
        public Moment momentOf(long nanos) {
            Moment moment = machine.momentOf(nanos);
            return new Moment(moment.wall().plus(ahead), moment.monoMillis(), true);
        }

        @Override
        public String boot() {
            return machine.boot();
        }
    }
}
