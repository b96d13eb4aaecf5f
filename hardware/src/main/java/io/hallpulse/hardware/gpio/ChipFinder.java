package io.hallpulse.hardware.gpio;

import io.hallpulse.hardware.kernel.Libc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The search for the chip that a configuration means among those that the kernel has. Any thread. */
final class ChipFinder {
    /** What stands for the header of a Raspberry Pi. */
    static final String AUTO = "auto";
    /** Labels of the headers of Raspberry Pi 1 to 3 and Zero, 4 and 400, 5 and 500, and of the compute modules of each. */
    static final Set<String> HEADERS = Set.of("pinctrl-bcm2835", "pinctrl-bcm2711", "pinctrl-rp1");

    private static final String PREFIX = "gpiochip";

    private final Path devices;

    /** @param devices the folder of the device files, {@code /dev} but for tests */
    ChipFinder(Path devices) {
        this.devices = devices;
    }

    /** The device files of all chips, in the order of their numbers; links to them, which a Raspberry Pi 5 has, are left out. */
    List<Path> all() {
        try (Stream<Path> entries = Files.list(devices)) {
            return entries.filter(entry -> number(entry) >= 0 && !Files.isSymbolicLink(entry))
                    .sorted(Comparator.comparingInt(ChipFinder::number))
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static int number(Path device) {
        String name = String.valueOf(device.getFileName());
        return name.matches(PREFIX + "\\d{1,6}") ? Integer.parseInt(name.substring(PREFIX.length())) : -1;
    }

    /** Opens a chip by its name alone: while one of its lines is ours, no other chip gets that name. */
    Chip open(String name) {
        return new Chip(devices.resolve(name));
    }

    /**
     * Opens the chip that is meant: the one of that name, or the only one of that label.
     *
     * @param wanted {@link #AUTO}, a chip's name or its label
     * @param knownLabel the label that it had before, by which a chip is known that came back under another number; null for none
     * @throws PinsUnavailable with one line where there is none or more than one, or where it may not be opened
     */
    Chip open(String wanted, @Nullable String knownLabel) throws PinsUnavailable {
        String name = linked(wanted);
        Predicate<Chip> meant = knownLabel != null
                ? chip -> chip.label().equals(knownLabel)
                : wanted.equals(AUTO)
                        ? chip -> HEADERS.contains(chip.label())
                        : chip -> chip.name().equals(name) || chip.label().equals(wanted);
        List<String> denied = new ArrayList<>();
        String odd = null;
        List<Path> candidates = new ArrayList<>(all());
        candidates.sort(
                Comparator.comparing(device -> !device.endsWith(name))); // of two of one label, the one that is named
        Chip found = null;
        for (Path device : candidates) {
            Chip chip;
            try {
                chip = new Chip(device);
            } catch (Libc.Errno e) {
                if (e.isDenied()) {
                    denied.add(device.toString());
                } else if (device.endsWith(name)) {
                    odd = "the kernel refuses " + device + " (" + e.getMessage() + "); name a chip that devices lists";
                }
                continue;
            }
            if (!meant.test(chip)) {
                chip.close();
            } else if (device.endsWith(name)) {
                return chip;
            } else if (found == null) {
                found = chip;
            } else {
                found.close();
                chip.close();
                throw new PinsUnavailable("gpio chip " + wanted + ": " + found.name() + " (" + found.label() + ") and "
                        + chip.name() + " (" + chip.label() + ") both fit; name the one that the panel is on");
            }
        }
        if (found != null) {
            return found;
        }
        throw new PinsUnavailable("gpio chip " + wanted + ": " + (odd != null ? odd : whyNot(wanted, denied)));
    }

    /** The chip's own name, where a link to it was named: one chip has one name, or two inputs could share a pin unseen. */
    private String linked(String wanted) {
        Path device = devices.resolve(wanted);
        try {
            return Files.isSymbolicLink(device)
                    ? String.valueOf(device.toRealPath().getFileName())
                    : wanted;
        } catch (IOException e) {
            return wanted; // the link leads nowhere, so there is no such chip
        }
    }

    private static String whyNot(String wanted, List<String> denied) {
        if (!denied.isEmpty()) {
            return "this user may not open " + String.join(", ", denied)
                    + "; add the user to the group gpio (usermod -aG gpio USER) and start again";
        }
        return wanted.equals(AUTO)
                ? "this machine has no Raspberry Pi header; name the chip as terminal-agent devices shows it, or use a serial meter"
                : "there is no chip of that name or label; terminal-agent devices lists those that are there";
    }
}
