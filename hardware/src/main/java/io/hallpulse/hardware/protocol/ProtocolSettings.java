package io.hallpulse.hardware.protocol;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a serial protocol leaves open, and its meters differ in: all protocols in one file, since a value is one of these few.
 * Every record checks itself and throws
 * {@link IllegalArgumentException} with one line (what is wrong, and the mend) for an impossible value.
 */
public sealed interface ProtocolSettings {
    /** The protocol's name in the configuration. */
    String name();

    /** Whether its frames carry an address. */
    boolean hasAddress();

    /** The settings of a protocol that can be used without any; one that cannot says which it needs. */
    static ProtocolSettings of(String protocol) {
        return switch (protocol) {
            case "ff68" -> new Ff68();
            case "modbus" -> Modbus.DEFAULT;
            case "stx" -> Stx.DEFAULT;
            case "boks" -> new Boks(Boks.Ask.WAIT);
            case "ascii" ->
                throw new IllegalArgumentException("protocol: ascii takes any byte for a key; list its keys");
            case "jt905" ->
                throw new IllegalArgumentException(
                        "protocol: jt905 does not say which frame carries the key; give its command and offset");
            default ->
                throw new IllegalArgumentException(
                        "protocol: is " + protocol + "; give ff68, modbus, stx, ascii, boks or jt905");
        };
    }

    /** A queue caller and four-key evaluator; leaves nothing open. Keys are {@code "0"} to {@code "3"}. */
    record Ff68() implements ProtocolSettings {
        @Override
        public String name() {
            return "ff68";
        }

        @Override
        public boolean hasAddress() {
            return true;
        }
    }

    /**
     * A keypad as a Modbus RTU slave, polled. Keys are {@code "1"}, {@code "2"}, ... in the order of its inputs.
     *
     * @param read what tells of a key
     * @param first address of the first input or register, 0 to 65535
     * @param count of inputs (1 to 64) or registers (1 to 24), one for each key; not used for {@link Read#CODE}
     * @param poll how often each slave is asked, 10 ms to 1 s; a shorter press than this is lost unless the module latches it
     * @param lamps how lamps are lit
     * @param firstLamp address of the coil or register of key 1's lamp, the others following
     */
    record Modbus(Read read, int first, int count, Duration poll, Lamps lamps, int firstLamp)
            implements ProtocolSettings {
        /** Five inputs from address 0, asked every 40 ms, no lamps. */
        public static final Modbus DEFAULT = new Modbus(Read.INPUTS, 0, 5, Duration.ofMillis(40), Lamps.NONE, 0);

        private static final int MOST_INPUTS = 64;
        private static final int MOST_COUNTERS = 24;

        /** What tells of a key. */
        public enum Read {
            /** Function 02: a discrete input for each key, 1 while it is down. */
            INPUTS,
            /** Function 03: one register that holds the number of the key that is down, 0 for none. */
            CODE,
            /** Function 03: a register for each key that counts its presses, so that no short one is lost. */
            COUNTERS
        }

        /** How lamps are lit. */
        public enum Lamps {
            NONE,
            /** Function 05. */
            COILS,
            /** Function 06, 1 or 0. */
            REGISTERS
        }

        public Modbus {
            requireRange("first", first, 0, 0xFFFF);
            requireRange("firstLamp", firstLamp, 0, 0xFFFF);
            requireRange("count", count, 1, read == Read.INPUTS ? MOST_INPUTS : MOST_COUNTERS);
            require(
                    poll.toMillis() >= 10 && poll.toMillis() <= 1000,
                    "poll: is " + poll.toMillis() + "ms; give 10ms to 1s");
        }

        @Override
        public String name() {
            return "modbus";
        }

        @Override
        public boolean hasAddress() {
            return true;
        }
    }

    /**
     * {@code STX data ETX BCC}, where data is printable. The key is text as it stands in the frame, such as {@code "05"}.
     *
     * @param check how BCC is made
     * @param cover the bytes that BCC is made of
     * @param addressAt where the address, as decimal digits, begins in data, counted from 0
     * @param addressLength of the address in digits, 0 where there is none
     * @param keyAt where the key begins in data, counted from 0
     * @param keyLength of the key in characters, 1 to 8
     * @param acknowledgement bytes that are sent once a press is stored, null for none
     */
    record Stx(
            Check check,
            Cover cover,
            int addressAt,
            int addressLength,
            int keyAt,
            int keyLength,
            @Nullable String acknowledgement)
            implements ProtocolSettings {
        /** Two digits of address, two of key, BCC an exclusive or over data and ETX, no acknowledgement. */
        public static final Stx DEFAULT = new Stx(Check.XOR, Cover.DATA_ETX, 0, 2, 2, 2, null);

        /** The longest data in bytes. */
        public static final int LONGEST = 32;

        /** How BCC is made of the bytes. */
        public enum Check {
            XOR,
            SUM,
            TWOS_COMPLEMENT
        }

        /** The bytes that BCC is made of. */
        public enum Cover {
            DATA,
            DATA_ETX,
            STX_DATA_ETX
        }

        public Stx {
            requireRange("addressAt", addressAt, 0, LONGEST - 1);
            requireRange("addressLength", addressLength, 0, 3);
            requireRange("keyAt", keyAt, 0, LONGEST - 1);
            requireRange("keyLength", keyLength, 1, 8);
            require(
                    acknowledgement == null || acknowledgement.matches("([0-9A-Fa-f]{2}){1,16}"),
                    "acknowledgement: is " + acknowledgement + "; give 1 to 16 bytes in hex, such as 06");
        }

        @Override
        public String name() {
            return "stx";
        }

        @Override
        public boolean hasAddress() {
            return addressLength > 0;
        }
    }

    /**
     * One character for each key. Noise can look like a key, so give a terminator where the device sends one.
     *
     * @param keys the characters that are keys; nothing else is
     * @param terminator what follows each key
     */
    record Ascii(List<String> keys, Terminator terminator) implements ProtocolSettings {
        /** What follows each key. */
        public enum Terminator {
            NONE(""),
            CR("\r"),
            LF("\n"),
            CRLF("\r\n");

            private final String text;

            Terminator(String text) {
                this.text = text;
            }

            public String text() {
                return text;
            }
        }

        public Ascii {
            keys = List.copyOf(keys);
            require(!keys.isEmpty(), "keys: is empty; list the characters that are keys");
            Set<String> seen = new HashSet<>();
            for (String key : keys) {
                require(
                        key.matches("[!-~]"),
                        "keys: " + key + " is not one printable ASCII character; ascii has no other");
                require(seen.add(key), "keys: " + key + " stands twice; list it once");
            }
        }

        @Override
        public String name() {
            return "ascii";
        }

        @Override
        public boolean hasAddress() {
            return false;
        }
    }

    /** A response box with a public protocol, 115200 baud. Keys are {@code "1"} to {@code "4"}. */
    record Boks(Ask ask) implements ProtocolSettings {
        /** How the host learns of a press. */
        public enum Ask {
            /** Waits for a press; while it waits the box cannot light its lamp. */
            WAIT,
            /** Asks for the state of the keys every 40 ms, and lights the lamp. */
            STATE
        }

        @Override
        public String name() {
            return "boks";
        }

        @Override
        public boolean hasAddress() {
            return false;
        }
    }

    /**
     * The taxi service evaluator of the JT/T 905 family. Its key is a byte, given as a decimal number.
     *
     * @param command of the frame that carries the key, 0 to 65535; it is not public, so ask the vendor or watch the wire
     * @param offset of the key's byte in that frame's data, counted from 0
     */
    record Jt905(int command, int offset) implements ProtocolSettings {
        /** The longest data in bytes. */
        public static final int LONGEST = 60;

        public Jt905 {
            requireRange("command", command, 0, 0xFFFF);
            requireRange("offset", offset, 0, LONGEST - 1);
        }

        @Override
        public String name() {
            return "jt905";
        }

        @Override
        public boolean hasAddress() {
            return true;
        }
    }

    private static void requireRange(String name, int value, int least, int most) {
        require(value >= least && value <= most, name + ": is " + value + "; give " + least + " to " + most);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
