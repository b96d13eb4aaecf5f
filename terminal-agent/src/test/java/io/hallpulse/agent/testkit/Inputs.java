package io.hallpulse.agent.testkit;

import io.hallpulse.agent.config.InputConfig;
import io.hallpulse.agent.config.KeyMeaning;
import io.hallpulse.agent.config.SerialConfig;
import java.time.Duration;
import java.util.Map;

/** Configured inputs as tests want them: four keys, best first. */
public final class Inputs {
    public static final Map<String, Integer> KEYS = Map.of("0", 5, "1", 4, "2", 3, "3", 2);

    private Inputs() {}

    /** An ff68 meter at address 5. */
    public static InputConfig meter(String id, String window, String port, Duration retransmit) {
        SerialConfig serial = new SerialConfig(
                port, 9600, "8N1", "ff68", 5, retransmit, SerialConfig.Thanks.agent, null, null, null, null, null);
        return new InputConfig(id, window, KeyMeaning.levels(KEYS), null, serial, null, null, null);
    }

    /** A device that never sends again by itself. */
    public static InputConfig panel(String id, String window) {
        return new InputConfig(id, window, KeyMeaning.levels(KEYS), null, null, new InputConfig.Keyboard(), null, null);
    }
}
