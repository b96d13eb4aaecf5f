package io.hallpulse.gateway.demo;

import io.hallpulse.agent.Agent;
import io.hallpulse.agent.clock.SystemClock;
import io.hallpulse.agent.config.AgentConfig;
import io.hallpulse.agent.config.InputConfig;
import io.hallpulse.agent.config.WindowConfig;
import io.hallpulse.agent.outbox.OutboxCounts;
import io.hallpulse.hardware.KeyInput;
import io.hallpulse.hardware.KeyInputs;
import io.hallpulse.runtime.config.ConfigFile;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A terminal of the demo: a real agent with one window and one input. */
final class DemoTerminal implements AutoCloseable {
    private static final int KEYS = 60;

    private final AgentConfig config;
    private final KeyInput keypad;
    private final Agent agent;

    private DemoTerminal(AgentConfig config, KeyInput keypad, Agent agent) {
        this.config = config;
        this.keypad = keypad;
        this.agent = agent;
    }

    /**
     * A terminal whose keypad presses so often.
     *
     * @throws IOException with one line, where the agent cannot be started
     */
    static DemoTerminal start(Path data, int brokerPort, int index, double pressesAMinute) throws IOException {
        InputConfig keypad = InputConfig.simulated("panel", DemoHall.windowId(index), keys(index), pressesAMinute);
        return start(data, brokerPort, index, keypad);
    }

    /** A terminal with a meter whose port was pulled. */
    static DemoTerminal startWithoutPort(Path data, int brokerPort, int index) throws IOException {
        String meter = String.format(Locale.ROOT, """
                id: meter
                window: %s
                keys: {"0": 5, "1": 4, "2": 3, "3": 2}
                serial: {port: %s, baud: 9600, protocol: ff68, address: %d}
                """, DemoHall.windowId(index), data.resolve("usb-meter"), index + 1);
        return start(data, brokerPort, index, new ConfigFile("meter", meter).read(InputConfig.class));
    }

    private static DemoTerminal start(Path data, int brokerPort, int index, InputConfig keypad) throws IOException {
        AgentConfig config = new AgentConfig(
                DemoHall.ID,
                DemoHall.terminalId(index),
                data,
                new AgentConfig.Gateway("tcp://127.0.0.1:" + brokerPort, null, false),
                null,
                AgentConfig.Outbox.DEFAULT,
                List.of(WindowConfig.free(DemoHall.windowId(index), Duration.ZERO)),
                List.of(keypad));
        List<KeyInput> inputs = KeyInputs.create(
                config.inputs().stream().map(InputConfig::settings).toList());
        return new DemoTerminal(config, inputs.get(0), Agent.start(config, inputs, new SystemClock()));
    }

    /**
     * A simulated keypad presses each of its keys alike. With many keys a level, most of them good ones, the windows score as
     * windows do, a little differently each.
     */
    static Map<String, Integer> keys(int index) {
        int[] keysOfLevel = {1, 1 + index % 2, 1 + index * 3 % 4, 8 + index * 5 % 9, KEYS};
        Map<String, Integer> keys = new LinkedHashMap<>();
        for (int level = 1; level <= 5; level++) {
            for (int i = 0; i < keysOfLevel[level - 1] && keys.size() < KEYS; i++) {
                keys.put(Integer.toString(keys.size() + 1), level);
            }
        }
        return keys;
    }

    /** Nobody presses any more; what was pressed still goes its way. */
    void letGo() {
        keypad.close();
    }

    /** How often the keypad pressed. */
    long pressed() {
        return keypad.health().counters().getOrDefault("presses", 0L);
    }

    /** How many presses its outbox ever stored. */
    long stored() throws IOException, SQLException {
        return OutboxCounts.read(config.data()).stored();
    }

    @Override
    public void close() {
        agent.close();
    }
}
