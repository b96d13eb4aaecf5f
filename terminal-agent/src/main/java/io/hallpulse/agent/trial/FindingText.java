package io.hallpulse.agent.trial;

import io.hallpulse.agent.config.KeyMapText;
import io.hallpulse.agent.config.SerialConfig;
import io.hallpulse.hardware.sniff.Finding;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A finding as lines of {@code terminal.yaml}: the key map without its levels, which the wire does not carry, and the serial line. */
public final class FindingText {
    private FindingText() {}

    /** For each meter that sent: what it is, as a comment, and its two lines. */
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
        String section = SerialConfig.section(finding.settings());
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
}
