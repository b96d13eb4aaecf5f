package io.hallpulse.gateway.demo;

import io.hallpulse.agent.Agent;
import io.hallpulse.agent.clock.SystemClock;
import io.hallpulse.agent.config.AgentConfig;
import io.hallpulse.agent.config.InputConfig;
import io.hallpulse.agent.config.WindowConfig;
import io.hallpulse.agent.outbox.OutboxCounts;
import io.hallpulse.hardware.KeyInput;
import io.hallpulse.hardware.KeyInputs;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A terminal of the demo: a real agent with one window, and a keypad that presses by itself. */
final class DemoTerminal implements AutoCloseable {
    private static final double PRESSES_A_MINUTE = 30;
    private static final int KEYS = 60;

    private final AgentConfig config;
    private final KeyInput keypad;
    private final Agent agent;

    private DemoTerminal(AgentConfig config, KeyInput keypad, Agent agent) {
        this.config = config;
        this.keypad = keypad;
        this.agent = agent;
    }

    /** @throws IOException with one line, where the agent cannot be started */
    static DemoTerminal start(Path data, int brokerPort, int index) throws IOException {
        String window = DemoHall.windowId(index);
        AgentConfig config = new AgentConfig(
                DemoHall.ID,
                String.format(Locale.ROOT, "t-%02d", index + 1),
                data,
                new AgentConfig.Gateway("tcp://127.0.0.1:" + brokerPort, null, false),
                null,
                AgentConfig.Outbox.DEFAULT,
                List.of(WindowConfig.free(window, Duration.ZERO)),
                List.of(InputConfig.simulated("panel", window, keys(index), PRESSES_A_MINUTE)));
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
