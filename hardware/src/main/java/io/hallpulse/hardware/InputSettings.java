package io.hallpulse.hardware;

import io.hallpulse.hardware.protocol.ProtocolSettings;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The wiring of an input. Every record checks itself and throws {@link IllegalArgumentException} with one line (what is wrong, and
 * the mend) for an impossible value.
 */
public sealed interface InputSettings {
    /** Id of the input in the configuration. */
    String id();

    /**
     * A pin of a GPIO chip: by its number on the chip, which on the header of a Raspberry Pi is the BCM number, or by its name.
     *
     * @param name as the board names the line, such as {@code GPIO17}; null where it is given by its number
     * @param offset from 0 on; no meaning beside a name
     */
    record Pin(@Nullable String name, int offset) {
        private static final Pattern NAME = Pattern.compile("[!-~]([ -~]{0,29}[!-~])?");

        public Pin {
            check(
                    name == null || NAME.matcher(name).matches(),
                    "is '" + name + "'; give a number, or a line's name such as GPIO17");
        }

        public static Pin of(int offset) {
            return new Pin(null, offset);
        }

        /**
         * A pin by the name of its line.
         *
         * @throws IllegalArgumentException with one line for what no line is called
         */
        public static Pin named(String name) {
            return new Pin(name, 0);
        }

        @Override
        public String toString() {
            return name == null ? Integer.toString(offset) : name;
        }
    }

    /**
     * Rating keys on GPIO pins.
     *
     * @param chip {@code auto} for the header of a Raspberry Pi, else a chip's name or label
     * @param pins raw keys to their pins
     * @param lamps raw keys to the pins of their lamps
     * @param buzzer its pin, or null for none
     * @param pull the bias of the key pins
     * @param active the level of a key pin while its key is down
     * @param debounce how long a level must prevail to be believed, 5 to 200 ms
     * @param deadAfter a key that was not used for so long, while others were, is reported; zero for never
     */
    record Gpio(
            String id,
            String chip,
            Map<String, Pin> pins,
            Map<String, Pin> lamps,
            @Nullable Pin buzzer,
            Pull pull,
            Polarity active,
            Duration debounce,
            Duration deadAfter)
            implements InputSettings {
        /** The header of a Raspberry Pi, whatever its chip is called. */
        public static final String AUTO = "auto";

        private static final Pattern CHIP = Pattern.compile("[!-~]{1,31}");
        private static final int HIGHEST_BCM_PIN = 27;
        private static final int HIGHEST_PIN = 1023;
        private static final long SHORTEST_DEBOUNCE_MILLIS = 5;
        private static final long LONGEST_DEBOUNCE_MILLIS = 200;

        /** The bias of the input pins. */
        public enum Pull {
            UP,
            DOWN,
            /** None but the panel's own resistors. */
            OFF
        }

        /** The level of a key pin while its key is down. */
        public enum Polarity {
            LOW,
            HIGH
        }

        /** Pins by their numbers, without a buzzer; a key pulls its pin to the level that is not its bias. */
        public Gpio(
                String id,
                String chip,
                Map<String, Integer> pins,
                Map<String, Integer> lamps,
                Pull pull,
                Duration debounce) {
            this(
                    id,
                    chip,
                    numbered(pins),
                    numbered(lamps),
                    null,
                    pull,
                    pull == Pull.DOWN ? Polarity.HIGH : Polarity.LOW,
                    debounce,
                    Duration.ZERO);
        }

        public Gpio {
            checkId(id);
            check(
                    CHIP.matcher(chip).matches(),
                    "chip: is '" + chip + "'; give auto, or a chip's name or label as terminal-agent devices shows it");
            check(!pins.isEmpty(), "pins: is empty; name a pin for each key");
            pins = Collections.unmodifiableMap(new LinkedHashMap<>(pins));
            lamps = Collections.unmodifiableMap(new LinkedHashMap<>(lamps));
            Set<Pin> used = new HashSet<>();
            int highest = chip.equals(AUTO) ? HIGHEST_BCM_PIN : HIGHEST_PIN;
            pins.forEach((key, pin) -> checkPin("pins: " + key, pin, highest, used));
            lamps.forEach((key, pin) -> checkPin("lamps: " + key, pin, highest, used));
            if (buzzer != null) {
                checkPin("buzzer:", buzzer, highest, used);
            }
            for (String key : lamps.keySet()) {
                check(pins.containsKey(key), "lamps: " + key + " has no pin; give that key a pin, or drop its lamp");
            }
            long millis = debounce.toMillis();
            check(
                    millis >= SHORTEST_DEBOUNCE_MILLIS && millis <= LONGEST_DEBOUNCE_MILLIS,
                    "debounce: is " + millis + "ms; give 5ms to 200ms");
            check(!deadAfter.isNegative(), "deadAfter: is negative; give a time such as 168h, or 0s for never");
        }

        private static Map<String, Pin> numbered(Map<String, Integer> offsets) {
            Map<String, Pin> pins = new LinkedHashMap<>();
            offsets.forEach((key, offset) -> pins.put(key, Pin.of(offset)));
            return pins;
        }

        private static void checkPin(String where, Pin pin, int highest, Set<Pin> used) {
            check(
                    pin.name() != null || (pin.offset() >= 0 && pin.offset() <= highest),
                    where + " is on pin " + pin + "; give "
                            + (highest == HIGHEST_BCM_PIN ? "a BCM number, 0 to 27" : "a line of the chip"));
            check(used.add(pin), where + " is on pin " + pin + ", which is used twice; give each a pin of its own");
        }
    }

    /**
     * A meter on a serial line; several inputs may share a port when their addresses differ. {@code format} is such as
     * {@code 8N1}; {@code address} null accepts every address, and is the only choice where the protocol has none.
     */
    record Serial(
            String id,
            String port,
            int baud,
            String format,
            ProtocolSettings settings,
            @Nullable Integer address) implements InputSettings {
        private static final Pattern FORMAT = Pattern.compile("[5-8][NEO][12]");
        private static final int SLOWEST_BAUD = 50;
        private static final int FASTEST_BAUD = 4_000_000;
        private static final int HIGHEST_ADDRESS = 255;

        /** A meter whose protocol needs no settings of its own. */
        public Serial(String id, String port, int baud, String format, String protocol, @Nullable Integer address) {
            this(id, port, baud, format, ProtocolSettings.of(protocol), address);
        }

        public Serial {
            checkId(id);
            check(!port.isBlank(), "port: is empty; give a path such as /dev/serial/by-id/usb-...");
            check(baud >= SLOWEST_BAUD && baud <= FASTEST_BAUD, "baud: is " + baud + "; give a speed such as 9600");
            check(
                    FORMAT.matcher(format).matches(),
                    "format: is " + format + "; give data bits, parity and stop bits, such as 8N1");
            check(
                    address == null || (address >= 0 && address <= HIGHEST_ADDRESS),
                    "address: is " + address + "; give 0 to 255, or leave it out to hear every address");
            settings.checkAddress(address);
        }

        /** The protocol's name in the configuration. */
        public String protocol() {
            return settings.name();
        }
    }

    /** Raw keys read from standard input, one a line; for trials without a device. */
    record Keyboard(String id) implements InputSettings {
        public Keyboard {
            checkId(id);
        }
    }

    /** Presses one of {@code keys} at random, {@code perMinute} times a minute on average; for demos and trials. */
    record Simulated(String id, List<String> keys, double perMinute) implements InputSettings {
        private static final double MOST_PER_MINUTE = 60_000;

        public Simulated {
            checkId(id);
            keys = List.copyOf(keys);
            check(!keys.isEmpty(), "keys: is empty; name at least one key");
            check(
                    perMinute > 0 && perMinute <= MOST_PER_MINUTE,
                    "perMinute: is " + perMinute + "; give more than 0 and at most 60000");
        }
    }

    private static void checkId(String id) {
        check(id.matches("[A-Za-z0-9_-]{1,32}"), "id: is " + id + "; give 1 to 32 letters, digits, _ or -");
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
