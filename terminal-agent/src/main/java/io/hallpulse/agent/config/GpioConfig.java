package io.hallpulse.agent.config;

import io.hallpulse.contract.config.Setting;
import io.hallpulse.hardware.InputSettings;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rating keys of a panel on GPIO pins; pins are BCM numbers. */
public record GpioConfig(
        @Setting(value = "auto, or a name such as gpiochip0", byDefault = "auto")
        String chip,

        @Setting(value = "how pins are reached: gpiod, or linuxfs, the old files under /sys", byDefault = "gpiod")
        Provider provider,

        @Setting("raw key to BCM pin") Map<String, Integer> pins,

        @Setting(value = "raw key to the BCM pin of its lamp", byDefault = "{}")
        Map<String, Integer> lamps,

        @Setting(value = "BCM pin of a buzzer", optional = true) @Nullable
        Integer buzzer,

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
    /** As the words stand in the file. */
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
                Words.same(InputSettings.Gpio.Provider.class, provider),
                pins,
                lamps,
                buzzer,
                switch (pull) {
                    case up -> InputSettings.Gpio.Pull.UP;
                    case down -> InputSettings.Gpio.Pull.DOWN;
                    case none -> InputSettings.Gpio.Pull.OFF;
                },
                Words.same(InputSettings.Gpio.Level.class, level),
                debounce,
                deadAfter);
    }
}
