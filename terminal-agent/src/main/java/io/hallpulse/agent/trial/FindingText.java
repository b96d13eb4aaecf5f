package io.hallpulse.agent.trial;

import io.hallpulse.agent.config.KeyMapText;
import io.hallpulse.agent.config.ProtocolConfig;
import io.hallpulse.hardware.protocol.ProtocolSettings;
import io.hallpulse.hardware.sniff.Finding;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A finding as lines of {@code terminal.yaml}: the key map without its levels, which nobody can hear, and the serial line. */
public final class FindingText {
    private FindingText() {}

    /** For each meter that was heard: what it is, as a comment, and its two lines. */
    public static List<String> lines(String port, Finding finding) {
        List<String> lines = new ArrayList<>();
        Collection<@Nullable Integer> addresses = new ArrayList<>(finding.addresses());
        if (addresses.isEmpty()) {
            addresses.add(null);
        }
        for (Integer address : addresses) {
            lines.add(String.format(
                    Locale.ROOT,
                    "# %s%s, %d %s, %d valid frames",
                    finding.settings().name(),
                    address == null ? "" : " at address " + address,
                    finding.baud(),
                    finding.format(),
                    finding.frames()));
            lines.add(keys(finding));
            lines.add(serial(port, finding, address));
        }
        if (!finding.hint().isEmpty()) {
            lines.add("# " + finding.hint());
        }
        return lines;
    }

    private static String keys(Finding finding) {
        String map = new TreeSet<>(finding.keys())
                .stream().map(key -> KeyMapText.quoted(key) + ": ").collect(Collectors.joining(", ", "{", "}"));
        return "    keys: " + map + "   # write the level of each, 5 best, or let terminal-agent learn ask for them";
    }

    private static String serial(String port, Finding finding, @Nullable Integer address) {
        String section = section(finding.settings());
        return String.format(
                Locale.ROOT,
                "    serial: {port: %s, baud: %d, format: %s, protocol: %s%s%s}",
                KeyMapText.quoted(port),
                finding.baud(),
                finding.format(),
                finding.settings().name(),
                address == null ? "" : ", address: " + address,
                section.isEmpty() ? "" : ", " + section);
    }

    private static String section(ProtocolSettings settings) {
        if (settings instanceof ProtocolSettings.Stx heard) {
            ProtocolConfig.Stx stx = ProtocolConfig.Stx.of(heard);
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
