package io.hallpulse.hardware;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How an input is wired. Every record checks itself and throws {@link IllegalArgumentException} with one line (what is wrong, and
 * the mend) for an impossible value.
 */
public sealed interface InputSettings {
    /** Id of the input in the configuration. */
    String id();

    /** Rating keys on GPIO pins. Pins are BCM numbers; {@code pins} and {@code lamps} map a raw key to its pin. */
    record Gpio(
            String id, String chip, Map<String, Integer> pins, Map<String, Integer> lamps, Pull pull, Duration debounce)
            implements InputSettings {
        /** The bias of the input pins; a key pulls its pin to the other level. */
        public enum Pull {
            UP,
            DOWN
        }
    }

    /** A meter on a serial line; several inputs may share a port when their addresses differ. {@code format} is such as {@code 8N1}. */
    record Serial(
            String id,
            String port,
            int baud,
            String format,
            String protocol,
            @Nullable Integer address) implements InputSettings {}

    /** Raw keys read from standard input, one a line; for trials without a device. */
    record Keyboard(String id) implements InputSettings {}

    /** Presses one of {@code keys} at random, {@code perMinute} times a minute on average; for demos and trials. */
    record Simulated(String id, List<String> keys, double perMinute) implements InputSettings {}
}
