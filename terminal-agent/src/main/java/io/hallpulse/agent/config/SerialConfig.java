package io.hallpulse.agent.config;

import io.hallpulse.hardware.InputSettings;
import io.hallpulse.runtime.config.Setting;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A meter on a serial line. What its protocol leaves open stands under the protocol's own name. */
public record SerialConfig(
        @Setting("path of the port, best its stable name under /dev/serial/by-id")
        String port,

        @Setting(value = "speed of the line; boks: 115200", byDefault = "9600")
        int baud,

        @Setting(value = "data bits, parity, stop bits", byDefault = "8N1")
        String format,

        @Setting("what the meter speaks: ff68, modbus, stx, ascii, boks or jt905")
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

        @Setting(value = "what protocol modbus leaves open", optional = true)
        ProtocolConfig.@Nullable Modbus modbus,

        @Setting(value = "what protocol stx leaves open", optional = true)
        ProtocolConfig.@Nullable Stx stx,

        @Setting(value = "what protocol ascii leaves open", optional = true)
        ProtocolConfig.@Nullable Ascii ascii,

        @Setting(value = "what protocol boks leaves open", optional = true)
        ProtocolConfig.@Nullable Boks boks,

        @Setting(value = "what protocol jt905 leaves open, which cannot do without", optional = true)
        ProtocolConfig.@Nullable Jt905 jt905) {
    private static final Duration USUAL_RETRANSMIT = Duration.ofMillis(500);
    private static final Set<String> ASKED = Set.of("modbus", "boks");

    /** As the words stand in the file. */
    public enum Thanks {
        agent,
        device
    }

    /** How long a frame that comes again is the same press; zero for a second press always. */
    Duration sendsAgainWithin() {
        return retransmit != null ? retransmit : ASKED.contains(protocol) ? Duration.ZERO : USUAL_RETRANSMIT;
    }

    /**
     * How the hardware is to speak with it.
     *
     * @param keys raw keys of its key map
     * @throws IllegalArgumentException with one line that begins with the key at fault
     */
    InputSettings.Serial settings(String id, Collection<String> keys) {
        List<ProtocolConfig> sections = Stream.<@Nullable ProtocolConfig>of(modbus, stx, ascii, boks, jt905)
                .filter(Objects::nonNull)
                .map(section -> Objects.requireNonNull(section))
                .toList();
        for (ProtocolConfig section : sections) {
            if (!section.name().equals(protocol)) {
                throw new IllegalArgumentException(
                        section.name() + ": has no meaning for protocol " + protocol + "; drop it");
            }
        }
        ProtocolConfig section = sections.isEmpty() ? null : sections.get(0);
        return new InputSettings.Serial(
                id, port, baud, format, ProtocolConfig.settings(protocol, section, keys), address);
    }
}
