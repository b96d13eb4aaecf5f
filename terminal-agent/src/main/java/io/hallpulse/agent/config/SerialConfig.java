package io.hallpulse.agent.config;

import io.hallpulse.hardware.InputSettings;
import io.hallpulse.hardware.protocol.ProtocolSettings;
import io.hallpulse.runtime.config.ConfigFile;
import io.hallpulse.runtime.config.Setting;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A meter on a serial line. What its protocol leaves open stands under the protocol's own name; the sections of all protocols are in
 * this one file.
 */
public record SerialConfig(
        @Setting("path of the port, best its stable name under /dev/serial/by-id")
        String port,

        @Setting(value = "speed of the line; boks: 115200", byDefault = "9600")
        int baud,

        @Setting(value = "data bits, parity, stop bits", byDefault = "8N1")
        String format,

        @Setting("what the meter speaks: " + ProtocolSettings.NAMES)
        String protocol,

        @Setting(value = "the meter's address where several share a line; modbus always has one", optional = true)
        @Nullable
        Integer address,

        @Setting(
                value =
                        "the same key again within it of our acknowledgement or of its last frame is the meter sending again,"
                                + " not a second press; 0s switches that off; left out: 500ms, and 0s for modbus and boks, which are"
                                + " asked and never send again",
                optional = true)
        @Nullable
        Duration retransmit,

        @Setting(value = "who thanks: agent, after the press is stored; device, by itself, before", byDefault = "agent")
        Thanks thanks,

        @Setting(value = "what protocol modbus leaves open", optional = true) @Nullable
        Modbus modbus,

        @Setting(value = "what protocol stx leaves open", optional = true) @Nullable
        Stx stx,

        @Setting(value = "what protocol ascii leaves open", optional = true) @Nullable
        Ascii ascii,

        @Setting(value = "what protocol boks leaves open", optional = true) @Nullable
        Boks boks,

        @Setting(value = "what protocol jt905 leaves open, which cannot do without", optional = true) @Nullable
        Jt905 jt905) {
    private static final Duration USUAL_RETRANSMIT = Duration.ofMillis(500);

    /** As the words stand in the file. */
    public enum Thanks {
        agent,
        device
    }

    /** What a protocol leaves open, as it stands in the file under the protocol's own name. */
    public sealed interface Section {
        /** The protocol's name, which is the section's too. */
        String name();

        /**
         * The protocol's settings for the hardware.
         *
         * @param keys raw keys of the meter, for the protocol in which any byte may be one
         * @throws IllegalArgumentException with one line that begins with the key at fault
         */
        ProtocolSettings settings(Collection<String> keys);
    }

    /** A keypad that is polled as a Modbus RTU slave. */
    record Modbus(
            @Setting(
                    value =
                            "modbus: what tells of a key; inputs: a discrete input each, code: one register with the key's"
                                    + " number, counters: a register each that counts its presses",
                    byDefault = "inputs")
            Read read,

            @Setting(value = "modbus: address of the first input or register", byDefault = "0")
            int first,

            @Setting(value = "modbus: how many keys there are, 1 to 64 (counters: 24)", byDefault = "5")
            int count,

            @Setting(value = "modbus: how often the keypad is asked, 10ms to 1s", byDefault = "40ms")
            Duration poll,

            @Setting(value = "modbus: what lights a key's lamp, coils or registers", byDefault = "none")
            Lamps lamps,

            @Setting(value = "modbus: address of the coil or register of the first key's lamp", byDefault = "0")
            int firstLamp)
            implements Section {
        /** As the words stand in the file. */
        public enum Read {
            inputs,
            code,
            counters
        }

        /** As the words stand in the file. */
        public enum Lamps {
            none,
            coils,
            registers
        }

        @Override
        public String name() {
            return "modbus";
        }

        @Override
        public ProtocolSettings settings(Collection<String> keys) {
            return new ProtocolSettings.Modbus(
                    Words.same(ProtocolSettings.Modbus.Read.class, read),
                    first,
                    count,
                    poll,
                    Words.same(ProtocolSettings.Modbus.Lamps.class, lamps),
                    firstLamp);
        }
    }

    /** {@code STX data ETX BCC}. */
    record Stx(
            @Setting(value = "stx: how the check byte is made", byDefault = "xor")
            Check check,

            @Setting(value = "stx: the bytes that the check byte covers", byDefault = "dataEtx")
            Cover cover,

            @Setting(value = "stx: where the address begins in data, counted from 0", byDefault = "0")
            int addressAt,

            @Setting(value = "stx: digits of the address, 0 where there is none", byDefault = "2")
            int addressLength,

            @Setting(value = "stx: where the key begins in data, counted from 0", byDefault = "2")
            int keyAt,

            @Setting(value = "stx: characters of the key", byDefault = "2")
            int keyLength,

            @Setting(value = "stx: bytes in hex that are sent once a press is stored, such as \"06\"", optional = true)
            @Nullable
            String acknowledgement)
            implements Section {
        /** As the words stand in the file. */
        public enum Check {
            xor,
            sum,
            twosComplement
        }

        /** As the words stand in the file. */
        public enum Cover {
            data,
            dataEtx,
            stxDataEtx
        }

        /** As it would stand in the file. */
        public static Stx of(ProtocolSettings.Stx settings) {
            return new Stx(
                    Words.same(Check.class, settings.check()),
                    Words.same(Cover.class, settings.cover()),
                    settings.addressAt(),
                    settings.addressLength(),
                    settings.keyAt(),
                    settings.keyLength(),
                    settings.acknowledgement());
        }

        @Override
        public String name() {
            return "stx";
        }

        @Override
        public ProtocolSettings settings(Collection<String> keys) {
            return new ProtocolSettings.Stx(
                    Words.same(ProtocolSettings.Stx.Check.class, check),
                    Words.same(ProtocolSettings.Stx.Cover.class, cover),
                    addressAt,
                    addressLength,
                    keyAt,
                    keyLength,
                    acknowledgement);
        }
    }

    /** A character a key; the keys of the key map are the characters. */
    record Ascii(
            @Setting(
                    value =
                            "ascii: what the device sends after each key; give it where there is one, noise looks like a key",
                    byDefault = "none")
            Terminator terminator)
            implements Section {
        /** As the words stand in the file. */
        public enum Terminator {
            none,
            cr,
            lf,
            crlf
        }

        @Override
        public String name() {
            return "ascii";
        }

        @Override
        public ProtocolSettings settings(Collection<String> keys) {
            return new ProtocolSettings.Ascii(
                    List.copyOf(keys), Words.same(ProtocolSettings.Ascii.Terminator.class, terminator));
        }
    }

    /** The Boks response box. */
    record Boks(
            @Setting(
                    value = "boks: wait for a press, or ask for the state of the keys, which alone can light the lamp",
                    byDefault = "wait")
            Ask ask)
            implements Section {
        /** As the words stand in the file. */
        public enum Ask {
            wait,
            state
        }

        @Override
        public String name() {
            return "boks";
        }

        @Override
        public ProtocolSettings settings(Collection<String> keys) {
            return new ProtocolSettings.Boks(Words.same(ProtocolSettings.Boks.Ask.class, ask));
        }
    }

    /** The taxi service evaluator. */
    record Jt905(
            @Setting("jt905: the command whose frame carries the key, such as 0x0A01")
            int command,

            @Setting("jt905: where the key's byte stands in that frame's data, counted from 0")
            int offset)
            implements Section {
        @Override
        public String name() {
            return "jt905";
        }

        @Override
        public ProtocolSettings settings(Collection<String> keys) {
            return new ProtocolSettings.Jt905(command, offset);
        }
    }

    /** How long a frame that comes again is the same press; zero for a second press always. */
    Duration sendsAgainWithin() {
        return retransmit != null ? retransmit : ProtocolSettings.isPolled(protocol) ? Duration.ZERO : USUAL_RETRANSMIT;
    }

    /**
     * Its settings for the hardware.
     *
     * @param keys raw keys of its key map
     * @throws IllegalArgumentException with one line that begins with the key at fault
     */
    InputSettings.Serial settings(String id, Collection<String> keys) {
        List<Section> sections = Stream.<@Nullable Section>of(modbus, stx, ascii, boks, jt905)
                .filter(Objects::nonNull)
                .map(section -> Objects.requireNonNull(section))
                .toList();
        for (Section section : sections) {
            if (!section.name().equals(protocol)) {
                throw new IllegalArgumentException(
                        section.name() + ": has no meaning for protocol " + protocol + "; drop it");
            }
        }
        Section section = sections.isEmpty() ? null : sections.get(0);
        return new InputSettings.Serial(id, port, baud, format, protocol(protocol, section, keys), address);
    }

    /**
     * The settings of a protocol, with its section or without.
     *
     * @throws IllegalArgumentException with one line that begins with the key at fault
     */
    public static ProtocolSettings protocol(String protocol, @Nullable Section section, Collection<String> keys) {
        if (section == null) {
            return protocol.equals("ascii")
                    ? new Ascii(Ascii.Terminator.none).settings(keys)
                    : ProtocolSettings.of(protocol);
        }
        try {
            return section.settings(keys);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(protocol + "." + e.getMessage(), e);
        }
    }

    /**
     * The settings of a protocol, whose section is given as one line of YAML, such as {@code {command: 0x0A01, offset: 3}}.
     *
     * @param name how errors call the text
     * @throws IllegalArgumentException with one line for an impossible value or an unknown protocol
     * @throws io.hallpulse.runtime.config.ConfigError with one line where the text does not fit
     */
    public static ProtocolSettings parse(String name, String protocol, String yaml, Collection<String> keys) {
        Class<? extends Section> type = switch (protocol) {
            case "modbus" -> Modbus.class;
            case "stx" -> Stx.class;
            case "ascii" -> Ascii.class;
            case "boks" -> Boks.class;
            case "jt905" -> Jt905.class;
            default -> throw new IllegalArgumentException(name + ": " + protocol + " has no settings; leave them out");
        };
        return protocol(protocol, new ConfigFile(name, yaml).read(type), keys);
    }

    /** The section of a protocol as one line of YAML, with what the wire shows of it; empty for none. */
    public static String section(ProtocolSettings settings) {
        if (settings instanceof ProtocolSettings.Stx heard) {
            Stx stx = Stx.of(heard);
            return String.format(
                    Locale.ROOT,
                    "stx: {check: %s, cover: %s, addressAt: %d, addressLength: %d, keyAt: %d, keyLength: %d}",
                    stx.check(),
                    stx.cover(),
                    stx.addressAt(),
                    stx.addressLength(),
                    stx.keyAt(),
                    stx.keyLength());
        } else if (settings instanceof ProtocolSettings.Ascii ascii) {
            return "ascii: {terminator: " + ascii.terminator().name().toLowerCase(Locale.ROOT) + "}";
        } else if (settings instanceof ProtocolSettings.Jt905 jt905) {
            return String.format(Locale.ROOT, "jt905: {command: 0x%04X, offset: %d}", jt905.command(), jt905.offset());
        } else if (settings instanceof ProtocolSettings.Modbus modbus) {
            return String.format(Locale.ROOT, "modbus: {first: %d, count: %d}", modbus.first(), modbus.count());
        }
        return "";
    }
}
