package io.hallpulse.agent.config;

import io.hallpulse.contract.Identifiers;
import io.hallpulse.contract.Level;
import io.hallpulse.hardware.InputSettings;
import io.hallpulse.runtime.config.Setting;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One device, the window it rates and what its keys mean. Exactly one of the four kinds of device is given. */
public record InputConfig(
        @Setting("id, unique in this terminal") String id,

        @Setting("id of the window that it rates") String window,

        @Setting(
                "raw key to level 1 to 5, or to a word: open, the clerk's key, opens a session; undone tells what could not be done;"
                        + " reason1 to reason8 give a reason of the level pressed before; a key that is not here is stored, but never"
                        + " counted")
        Map<String, KeyMeaning> keys,

        @Setting(value = "rating keys on GPIO pins", optional = true) @Nullable
        GpioConfig gpio,

        @Setting(value = "a meter on a serial line", optional = true) @Nullable
        SerialConfig serial,

        @Setting(value = "raw keys from standard input, one a line; for trials", optional = true) @Nullable
        Keyboard keyboard,

        @Setting(value = "presses by itself; for trials", optional = true) @Nullable
        Simulated simulated,

        @Setting(value = "what is played to the person at the key", optional = true) @Nullable
        SoundConfig sound) {
    /** What the agent's own presses, a session that ended unrated, name as their input. */
    public static final String TRIGGER = "trigger";

    private static final int LONGEST_KEY = 64;

    /** Raw keys from standard input. */
    public record Keyboard() {}

    /** Presses at random. */
    public record Simulated(
            @Setting("presses a minute, on average") double perMinute) {}

    public InputConfig {
        Identifiers.requireIdentifier("input", id);
        if (id.equals(TRIGGER)) {
            throw new IllegalArgumentException(
                    "input id '" + TRIGGER + "' is taken by the agent itself; choose another");
        }
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("keys is empty; name each key and its level");
        }
        keys.forEach((key, meaning) -> {
            Integer level = meaning == null ? null : meaning.level();
            if (meaning == null || (level != null && !Level.isLevel(level))) {
                throw new IllegalArgumentException("keys: key '" + key + "' has "
                        + (level == null ? "no level" : "level " + level) + "; write 1 to 5");
            }
            if (key.isEmpty() || key.length() > LONGEST_KEY) {
                throw new IllegalArgumentException("keys: key '" + key + "' is no raw key; write 1 to 64 characters");
            }
        });
        keys = Collections.unmodifiableMap(new LinkedHashMap<>(keys));
        if (Stream.of(gpio, serial, keyboard, simulated)
                        .filter(kind -> kind != null)
                        .count()
                != 1) {
            throw new IllegalArgumentException(
                    "input " + id + " wants exactly one of gpio, serial, keyboard, simulated");
        }
    }

    /** Its keys that give a reason. */
    public List<String> reasonKeys() {
        return keys.entrySet().stream()
                .filter(key -> key.getValue().kind() == KeyMeaning.Kind.REASON)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** An input that presses by itself. */
    public static InputConfig simulated(String id, String window, Map<String, Integer> keys, double perMinute) {
        return new InputConfig(id, window, KeyMeaning.levels(keys), null, null, null, new Simulated(perMinute), null);
    }

    /** Whether it has the clerk's key. */
    public boolean opensSessions() {
        return keys.containsValue(KeyMeaning.OPEN);
    }

    /** How the hardware is to drive it. */
    public InputSettings settings() {
        if (gpio != null) {
            return gpio.settings(id);
        }
        if (serial != null) {
            return serial.settings(id, keys.keySet());
        }
        if (simulated != null) {
            return new InputSettings.Simulated(id, List.copyOf(keys.keySet()), simulated.perMinute());
        }
        return new InputSettings.Keyboard(id);
    }

    /** The key under which the file describes the device. */
    String kind() {
        return gpio != null ? "gpio" : serial != null ? "serial" : simulated != null ? "simulated" : "keyboard";
    }

    /** How long a frame that comes again is the same press; zero for devices that never send again. */
    public Duration retransmit() {
        return serial == null ? Duration.ZERO : serial.sendsAgainWithin();
    }
}
