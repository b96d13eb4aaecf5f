package io.hallpulse.agent.config;

import io.hallpulse.hardware.InputSettings;
import io.hallpulse.runtime.config.Setting;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rating keys of a panel on GPIO pins. */
public record GpioConfig(
        @Setting(
                value = "auto: the header of a Raspberry Pi; else a chip's name or label, as devices shows it",
                byDefault = "auto")
        String chip,

        @Setting(value = "without effect; gpiod and linuxfs of older files are accepted", optional = true) @Nullable
        Provider provider,

        @Setting(
                "raw key to its pin: the line's number on the chip, which is the BCM number on a Raspberry Pi, or its name, such as GPIO17")
        Map<String, PinConfig> pins,

        @Setting(value = "raw key to the pin of its lamp", byDefault = "{}")
        Map<String, PinConfig> lamps,

        @Setting(value = "pin of a buzzer", optional = true) @Nullable
        PinConfig buzzer,

        @Setting(value = "bias of the key pins; none: the panel has its own resistors", byDefault = "up")
        Pull pull,

        @Setting(
                value = "level of a key pin while its key is down; left out: high where pull is down, else low",
                optional = true)
        @Nullable
        Active active,

        @Setting(value = "how long a level must hold, 5ms to 200ms", byDefault = "20ms")
        Duration debounce,

        @Setting(
                value = "a key unused for so long while others are used is reported as dead; 0s: never",
                byDefault = "0s")
        Duration deadAfter) {
    /** The ways to the pins that older files chose from; there is one now. */
    public enum Provider {
        gpiod,
        linuxfs
    }

    /** As the words stand in the file. */
    public enum Pull {
        up,
        down,
        none
    }

    /** As the words stand in the file. */
    public enum Active {
        low,
        high
    }

    /**
     * How the hardware is to drive it.
     *
     * @throws IllegalArgumentException with one line that begins with the key at fault
     */
    InputSettings.Gpio settings(String id) {
        Active level = active != null ? active : pull == Pull.down ? Active.high : Active.low;
        return new InputSettings.Gpio(
                id,
                chip,
                pins(pins),
                pins(lamps),
                buzzer == null ? null : buzzer.pin(),
                switch (pull) {
                    case up -> InputSettings.Gpio.Pull.UP;
                    case down -> InputSettings.Gpio.Pull.DOWN;
                    case none -> InputSettings.Gpio.Pull.OFF;
                },
                Words.same(InputSettings.Gpio.Polarity.class, level),
                debounce,
                deadAfter);
    }

    private static Map<String, InputSettings.Pin> pins(Map<String, PinConfig> configured) {
        Map<String, InputSettings.Pin> pins = new LinkedHashMap<>();
        configured.forEach((key, pin) -> pins.put(key, pin.pin()));
        return pins;
    }
}
