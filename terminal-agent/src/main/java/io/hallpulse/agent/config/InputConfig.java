package io.hallpulse.agent.config;

import io.hallpulse.contract.Identifiers;
import io.hallpulse.contract.Level;
import io.hallpulse.contract.config.Setting;
import io.hallpulse.hardware.InputSettings;
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

        @Setting("raw key to level 1 to 5; a key that is not here is stored, but never counted")
        Map<String, Integer> keys,

        @Setting(value = "rating keys on GPIO pins", optional = true) @Nullable
        Gpio gpio,

        @Setting(value = "a meter on a serial line", optional = true) @Nullable
        Serial serial,

        @Setting(value = "raw keys from standard input, one a line; for trials", optional = true) @Nullable
        Keyboard keyboard,

        @Setting(value = "presses by itself; for trials", optional = true) @Nullable
        Simulated simulated) {
    /** What the agent's own presses, a session that ended unrated, name as their input. */
    public static final String TRIGGER = "trigger";

    private static final int LONGEST_KEY = 64;

    /** GPIO keys of a panel; pins are BCM numbers. */
    public record Gpio(
            @Setting(value = "auto, or a name such as gpiochip0", byDefault = "auto")
            String chip,

            @Setting("raw key to BCM pin") Map<String, Integer> pins,

            @Setting(value = "raw key to the BCM pin of its lamp", byDefault = "{}")
            Map<String, Integer> lamps,

            @Setting(value = "bias of the key pins", byDefault = "up")
            Pull pull,

            @Setting(value = "how long a level must hold", byDefault = "20ms")
            Duration debounce) {
        /** As the words stand in the file. */
        public enum Pull {
            up,
            down
        }
    }

    /** A meter. */
    public record Serial(
            @Setting("path of the port, best its stable name under /dev/serial/by-id")
            String port,

            @Setting(value = "speed of the line", byDefault = "9600")
            int baud,

            @Setting(value = "data bits, parity, stop bits", byDefault = "8N1")
            String format,

            @Setting("what the meter speaks, such as ff68") String protocol,

            @Setting(value = "the meter's address where several share a line", optional = true) @Nullable
            Integer address,

            @Setting(
                    value =
                            "the same key again within it of our acknowledgement or of its last frame is the meter sending again,"
                                    + " not a second press; 0s switches that off",
                    byDefault = "500ms")
            Duration retransmit,

            @Setting(
                    value = "who thanks: agent, after the press is stored; device, by itself, before",
                    byDefault = "agent")
            Thanks thanks) {
        /** As the words stand in the file. */
        public enum Thanks {
            agent,
            device
        }
    }

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
        keys.forEach((key, level) -> {
            if (!Level.isLevel(level)) {
                throw new IllegalArgumentException("keys: key '" + key + "' has level " + level + "; write 1 to 5");
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

    /** An input that presses by itself. */
    public static InputConfig simulated(String id, String window, Map<String, Integer> keys, double perMinute) {
        return new InputConfig(id, window, keys, null, null, null, new Simulated(perMinute));
    }

    /** How the hardware is to drive it. */
    public InputSettings settings() {
        if (gpio != null) {
            InputSettings.Gpio.Pull pull =
                    gpio.pull() == Gpio.Pull.up ? InputSettings.Gpio.Pull.UP : InputSettings.Gpio.Pull.DOWN;
            return new InputSettings.Gpio(id, gpio.chip(), gpio.pins(), gpio.lamps(), pull, gpio.debounce());
        }
        if (serial != null) {
            return new InputSettings.Serial(
                    id, serial.port(), serial.baud(), serial.format(), serial.protocol(), serial.address());
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
        return serial == null ? Duration.ZERO : serial.retransmit();
    }
}
