package io.hallpulse.hardware.protocol;

import io.hallpulse.hardware.InputSettings;
import io.hallpulse.hardware.health.Counters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The description of a serial protocol: what it leaves open and its meters differ in, and what makes its dialogue, recognizes
 * and plays it. All protocols are in this one file, since a value is one of these few. Every record checks itself and throws
 * {@link IllegalArgumentException} with one line (what is wrong, and the mend) for an impossible value.
 */
public sealed interface ProtocolSettings {
    /** The names of all protocols, as errors and the configuration's reference list them. */
    String NAMES = "ff68, modbus, stx, ascii, boks or jt905";

    /** The protocol's name in the configuration. */
    String name();

    /** Whether its frames carry an address. */
    boolean hasAddress();

    /** How the host understands and answers a meter that sends unasked; null where the meter has to be polled. */
    @Nullable
    Codec codec();

    /** The dialogue with all the meters of one port, which have this protocol, one format and one speed. */
    default Dialogue dialogue(List<InputSettings.Serial> meters, Counters counters) {
        return new ListeningDialogue(Objects.requireNonNull(codec()), counters);
    }

    /** A meter that is played; the address is not used where the protocol has none. */
    PlayedMeter played(int address);

    /** The speed at which its meters usually are, in baud. */
    default int usualBaud() {
        return 9600;
    }

    /** Checks the address of a meter. */
    default void checkAddress(@Nullable Integer address) {
        require(
                address == null || hasAddress(),
                "address: is " + address + ", but " + name() + " has none here; leave it out");
    }

    /** What cannot be recognized and has to be found out by a technician; empty for nothing. */
    default String hint() {
        return "";
    }

    /** Whether a frame has a check, so that noise does not look like one. */
    default boolean hasCheck() {
        return true;
    }

    /** So many frames and no noise beside them leave no reasonable doubt. */
    default int certainFrames() {
        return 1;
    }

    /** These settings, with what a valid frame shows of them. */
    default ProtocolSettings refinedBy(byte[] frame) {
        return this;
    }

    /** How long a polled meter may take for the first sign that it is there. */
    default Duration firstReplyWithin() {
        return Duration.ZERO;
    }

    /** Every dialect that is recognized by listening; of two that explain as much, the earlier one is meant. */
    static List<ProtocolSettings> recognizedByListening() {
        List<ProtocolSettings> dialects = new ArrayList<>(List.of(new Ff68(), new Jt905(0, 0)));
        dialects.addAll(Stx.dialects());
        dialects.addAll(Ascii.dialects());
        return dialects;
    }

    /** Every dialect that is recognized by polling, in this order. */
    static List<ProtocolSettings> recognizedByPolling() {
        return List.of(new Boks(Boks.Ask.WAIT), Modbus.DEFAULT);
    }

    /** Whether the meters of a protocol are polled, and so never send a press again by themselves. Asked with each press. */
    static boolean isPolled(String protocol) {
        return switch (protocol) {
            case "modbus", "boks" -> true;
            default -> false;
        };
    }

    /** The settings of a protocol that can be used without any; for one that cannot the error names what it needs. */
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
            default -> throw new IllegalArgumentException("protocol: is " + protocol + "; give " + NAMES);
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

        @Override
        public Codec codec() {
            return new Ff68Codec();
        }

        @Override
        public PlayedMeter played(int address) {
            return new PlayedFf68(address);
        }
    }

    /**
     * A keypad as a Modbus RTU slave, polled. Keys are {@code "1"}, {@code "2"}, ... in the order of its inputs.
     *
     * @param read what a key is read from
     * @param first address of the first input or register, 0 to 65535
     * @param count of inputs (1 to 64) or registers (1 to 24), one for each key; not used for {@link Read#CODE}
     * @param poll how often each slave is polled, 10 ms to 1 s; a shorter press than this is lost unless the module latches it
     * @param lamps how lamps are lit
     * @param firstLamp address of the coil or register of key 1's lamp, the others following
     */
    record Modbus(Read read, int first, int count, Duration poll, Lamps lamps, int firstLamp)
            implements ProtocolSettings {
        /** Five inputs from address 0, polled every 40 ms, no lamps. */
        public static final Modbus DEFAULT = new Modbus(Read.INPUTS, 0, 5, Duration.ofMillis(40), Lamps.NONE, 0);

        private static final int HIGHEST_SLAVE = 247;
        private static final int MOST_INPUTS = 64;
        private static final int MOST_COUNTERS = 24;

        /** What a key is read from. */
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

        @Override
        public void checkAddress(@Nullable Integer address) {
            require(
                    address != null && address >= 1 && address <= HIGHEST_SLAVE,
                    "address: is " + address + "; modbus asks by address: give 1 to 247");
        }

        @Override
        public @Nullable Codec codec() {
            return null;
        }

        @Override
        public Dialogue dialogue(List<InputSettings.Serial> meters, Counters counters) {
            List<ModbusSlave> slaves = meters.stream()
                    .map(meter -> new ModbusSlave(
                            Objects.requireNonNull(meter.address()), (ProtocolSettings.Modbus) meter.settings()))
                    .toList();
            return new ModbusDialogue(slaves, meters.get(0).baud(), counters);
        }

        @Override
        public PlayedMeter played(int address) {
            return new PlayedModbus(address, this);
        }

        @Override
        public String hint() {
            return "which inputs or registers its keys are on is in the module's manual";
        }

        @Override
        public Duration firstReplyWithin() {
            return Duration.ofMillis(60);
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

        @Override
        public Codec codec() {
            return new StxCodec(this);
        }

        @Override
        public PlayedMeter played(int address) {
            return PlayedText.stx(this, address);
        }

        @Override
        public String hint() {
            return "where address and key stand in data cannot be told: compare the frames of two keys";
        }

        private static List<ProtocolSettings> dialects() {
            List<ProtocolSettings> dialects = new ArrayList<>();
            for (Cover cover : new Cover[] {Cover.DATA_ETX, Cover.DATA, Cover.STX_DATA_ETX}) {
                for (Check check : Check.values()) {
                    dialects.add(new Stx(check, cover, 0, 2, 2, 2, null));
                }
            }
            return dialects;
        }
    }

    /**
     * One character for each key. Noise can look like a key, so give a terminator where the device sends one.
     *
     * @param keys the characters that are keys; nothing else is
     * @param terminator what follows each key
     */
    record Ascii(List<String> keys, Terminator terminator) implements ProtocolSettings {
        private static final List<String> LETTERS_AND_DIGITS =
                List.of("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".split(""));

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

        @Override
        public Codec codec() {
            return new AsciiCodec(this);
        }

        @Override
        public PlayedMeter played(int address) {
            return PlayedText.ascii(this);
        }

        @Override
        public String hint() {
            return "list the device's own keys";
        }

        @Override
        public boolean hasCheck() {
            return false;
        }

        /** So many keys and nothing but keys: chance bytes do not look like that. */
        @Override
        public int certainFrames() {
            return terminator == Terminator.NONE ? 4 : 2;
        }

        private static List<ProtocolSettings> dialects() {
            return Stream.of(Terminator.CRLF, Terminator.CR, Terminator.LF, Terminator.NONE)
                    .<ProtocolSettings>map(terminator -> new Ascii(LETTERS_AND_DIGITS, terminator))
                    .toList();
        }
    }

    /** A response box with a public protocol, 115200 baud. Keys are {@code "1"} to {@code "4"}. */
    record Boks(Ask ask) implements ProtocolSettings {
        /** How the host learns of a press. */
        public enum Ask {
            /** Waits for a press; while it waits the box cannot light its lamp. */
            WAIT,
            /** Polls the state of the keys every 40 ms, and lights the lamp. */
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

        @Override
        public int usualBaud() {
            return 115_200;
        }

        @Override
        public @Nullable Codec codec() {
            return null;
        }

        @Override
        public Dialogue dialogue(List<InputSettings.Serial> meters, Counters counters) {
            return new BoksDialogue(ask, counters);
        }

        @Override
        public PlayedMeter played(int address) {
            return new PlayedBoks();
        }

        @Override
        public Duration firstReplyWithin() {
            return Duration.ofMillis(150);
        }
    }

    /**
     * The taxi service evaluator of the JT/T 905 family. Its key is a byte, given as a decimal number.
     *
     * @param command of the frame that carries the key, 0 to 65535; it is not public, so get it from the vendor or from the wire
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

        @Override
        public Codec codec() {
            return new Jt905Codec(this);
        }

        @Override
        public PlayedMeter played(int address) {
            return new PlayedJt905(this, address);
        }

        @Override
        public String hint() {
            return "which command carries the key, and at which offset, cannot be told: compare the frames of two keys";
        }

        @Override
        public ProtocolSettings refinedBy(byte[] frame) {
            return new Jt905(Jt905Codec.command(frame), 0);
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
