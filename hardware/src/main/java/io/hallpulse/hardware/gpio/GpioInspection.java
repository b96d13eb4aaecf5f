package io.hallpulse.hardware.gpio;

import io.hallpulse.hardware.InputSettings;
import io.hallpulse.hardware.InputSettings.Pin;
import io.hallpulse.hardware.kernel.Libc;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The inspection of GPIO chips and their lines, for technicians. Takes no line away from anybody. Any thread. */
public final class GpioInspection {
    private static final String PROBE = "hallpulse:devices";

    private GpioInspection() {}

    /**
     * A finding about a panel.
     *
     * @param key of the settings that it belongs to, such as {@code pins.1}
     * @param wrong whether the file or the machine must change; else the chip could not be queried
     * @param problem one line: what, and the mend
     */
    public record Finding(String key, boolean wrong, String problem) {}

    /**
     * A chip as it describes itself.
     *
     * @param label and lines empty where it could not be queried
     * @param users the lines that somebody uses, such as {@code 17 hallpulse:n-03}
     * @param remark what a technician should know of it, with the mend; null for nothing
     */
    public record Described(
            String label,
            List<String> lines,
            List<String> users,
            @Nullable String remark) {}

    /** The device files of all chips in a folder such as {@code /dev}, each once, in the order of their numbers. */
    public static List<Path> chips(Path devices) {
        return new ChipFinder(devices).all();
    }

    /** Asks a chip, by its device file. */
    public static Described describe(Path device) {
        try (Chip chip = new Chip(device)) {
            List<String> names = new ArrayList<>();
            List<String> users = new ArrayList<>();
            Chip.Line free = null;
            for (int offset = 0; offset < chip.lines(); offset++) {
                Chip.Line line = chip.line(offset);
                names.add(line.name());
                if (!line.consumer().isEmpty()) {
                    users.add(offset + " " + line.consumer());
                } else if (free == null && line.isFreeInput()) {
                    free = line;
                }
            }
            boolean sampled = free != null && !givesEdges(chip, free.offset());
            return new Described(
                    chip.label(),
                    names,
                    users,
                    sampled ? "gives no edges: a panel on it is read 200 times a second" : null);
        } catch (Libc.Errno e) {
            return new Described(
                    "",
                    List.of(),
                    List.of(),
                    e.isDenied()
                            ? "this user may not open it; add the user to the group gpio (usermod -aG gpio USER)"
                            : "it cannot be asked (" + e.getMessage() + ")");
        }
    }

    /** Asks for a free input with edges and gives it back at once, as it was. */
    private static boolean givesEdges(Chip chip, int offset) {
        try {
            Libc.close(chip.request(offset, GpioAbi.INPUT | GpioAbi.EDGE_RISING | GpioAbi.EDGE_FALLING, PROBE));
            return true;
        } catch (Libc.Errno e) {
            return e.number() == Libc.EBUSY;
        }
    }

    /**
     * What is wrong with panels on this machine: pins that their chip does not have, pins of two panels on one line, pins that another
     * program uses.
     *
     * @param consumer of our own agent, which may be running
     */
    public static Map<String, List<Finding>> check(List<InputSettings.Gpio> panels, String consumer) {
        ChipFinder finder = new ChipFinder(Path.of("/dev"));
        Map<String, String> owners = new HashMap<>();
        Map<String, List<Finding>> findings = new LinkedHashMap<>();
        for (InputSettings.Gpio panel : panels) {
            List<Finding> ofPanel = new ArrayList<>();
            findings.put(panel.id(), ofPanel);
            try (Chip chip = finder.open(panel.chip(), null)) {
                panel.pins().forEach((key, pin) -> check(chip, panel, "pins." + key, pin, consumer, owners, ofPanel));
                panel.lamps().forEach((key, pin) -> check(chip, panel, "lamps." + key, pin, consumer, owners, ofPanel));
                Pin buzzer = panel.buzzer();
                if (buzzer != null) {
                    check(chip, panel, "buzzer", buzzer, consumer, owners, ofPanel);
                }
            } catch (PinsUnavailable | Libc.Errno e) {
                ofPanel.add(new Finding("chip", false, String.valueOf(e.getMessage())));
            }
        }
        return findings;
    }

    private static void check(
            Chip chip,
            InputSettings.Gpio panel,
            String key,
            Pin pin,
            String consumer,
            Map<String, String> owners,
            List<Finding> findings) {
        Optional<Integer> offset = chip.offset(pin);
        if (offset.isEmpty()) {
            findings.add(new Finding(key, true, chip.hasNo(pin)));
            return;
        }
        String place = chip.name() + " line " + offset.get();
        String owner = owners.putIfAbsent(place, panel.id() + "." + key);
        if (owner != null) {
            findings.add(new Finding(
                    key, true, "pin " + pin + " is " + place + ", as " + owner + " is; give each a pin of its own"));
        }
        String user = chip.line(offset.get()).consumer();
        if (!user.isEmpty() && !user.equals(Chip.kept(consumer))) {
            findings.add(new Finding(
                    key, true, "pin " + pin + " is used by \"" + user + "\"; take it from there, or give another pin"));
        }
    }
}
