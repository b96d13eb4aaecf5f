package io.hallpulse.hardware.devices;

import io.hallpulse.hardware.gpio.GpioInspection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The list of devices, from what the kernel shows under {@code /dev}, {@code /sys} and {@code /proc}, and from the GPIO chips that this
 * user may open; opens no serial port.
 */
public final class Devices {
    private static final String UNKNOWN_UART = "0";
    /** From a port's device to the USB device that it is part of. */
    private static final int MOST_FOLDERS_UP = 4;

    private final Path root;

    /** @param root of the file system, {@code /} but for tests */
    public Devices(Path root) {
        this.root = root;
    }

    /** The GPIO chips, in the order of their numbers; a link to one, which a Raspberry Pi 5 has, is none. */
    public List<GpioChip> gpioChips() {
        return GpioInspection.chips(root.resolve("dev")).stream()
                .map(device -> device.getFileName().toString())
                .map(this::gpioChip)
                .toList();
    }

    /** As the chip reports itself, or, where it may not be queried, by the kernel's files. */
    private GpioChip gpioChip(String name) {
        GpioInspection.Described chip =
                GpioInspection.describe(root.resolve("dev").resolve(name));
        return new GpioChip(
                name,
                chip.label().isEmpty() ? label(name) : chip.label(),
                chip.lines().isEmpty() ? lines(name) : chip.lines(),
                chip.users(),
                chip.remark());
    }

    private String label(String chip) {
        Path device = root.resolve("sys/bus/gpio/devices/" + chip);
        for (Path old : list(root.resolve("sys/class/gpio"), "gpiochip")) {
            if (sameDevice(device.resolve(".."), old.resolve("device"))) {
                return text(old.resolve("label"));
            }
        }
        return text(device.resolve("of_node/name"));
    }

    private static boolean sameDevice(Path one, Path other) {
        try {
            return Files.isSameFile(one, other);
        } catch (IOException e) {
            return false;
        }
    }

    private List<String> lines(String chip) {
        Path names = root.resolve("sys/bus/gpio/devices/" + chip + "/of_node/gpio-line-names");
        String text = raw(names);
        return text.isEmpty() ? List.of() : Arrays.asList(text.split("\0"));
    }

    /** The serial ports that have hardware behind them, in the order of their names. */
    public List<SerialPortName> serialPorts() {
        List<Path> present = list(root.resolve("sys/class/tty"), "tty").stream()
                .filter(tty -> Files.exists(tty.resolve("device"))
                        && !text(tty.resolve("type")).equals(UNKNOWN_UART))
                .toList();
        List<String> identities = present.stream().map(Devices::usbIdentity).toList();
        List<SerialPortName> ports = new ArrayList<>();
        for (int i = 0; i < present.size(); i++) {
            Path tty = present.get(i);
            String identity = identities.get(i);
            boolean twin = !identity.isEmpty() && Collections.frequency(identities, identity) > 1;
            Path device = root.resolve("dev").resolve(tty.getFileName().toString());
            ports.add(new SerialPortName(shown(device), stableNames(device, twin), driver(tty), twin));
        }
        return ports;
    }

    /** What a by-id name is made of: vendor, product, serial number and interface; empty for a port that is not on USB. */
    private static String usbIdentity(Path tty) {
        String usbInterface = "";
        try {
            Path folder = tty.resolve("device").toRealPath();
            for (int up = 0; up < MOST_FOLDERS_UP && folder != null; up++, folder = folder.getParent()) {
                if (Files.exists(folder.resolve("bInterfaceNumber"))) {
                    usbInterface = text(folder.resolve("bInterfaceNumber"));
                }
                if (Files.exists(folder.resolve("idVendor"))) {
                    return String.join(
                            ":",
                            text(folder.resolve("idVendor")),
                            text(folder.resolve("idProduct")),
                            text(folder.resolve("serial")),
                            usbInterface);
                }
            }
        } catch (IOException e) {
            // gone in this moment: it is no twin of anything
        }
        return "";
    }

    /** The best first: a by-id name, but for twins, of which it names whichever came last. */
    private List<String> stableNames(Path device, boolean twin) {
        List<String> names = new ArrayList<>();
        for (String kind : twin ? List.of("by-path") : List.of("by-id", "by-path")) {
            for (Path link : list(root.resolve("dev/serial").resolve(kind), "")) {
                if (sameDevice(link, device)) {
                    names.add(shown(link));
                }
            }
        }
        return names;
    }

    private static String driver(Path tty) {
        try {
            return tty.resolve("device/driver").toRealPath().getFileName().toString();
        } catch (IOException e) {
            return "";
        }
    }

    private String shown(Path path) {
        return "/" + root.relativize(path);
    }

    private static String text(Path file) {
        return raw(file).replace("\0", "").strip();
    }

    /** The text of a file; nothing when it cannot be read, as many kernels leave it out. */
    private static String raw(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    private static List<Path> list(Path folder, String prefix) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> entry.getFileName().toString().startsWith(prefix))
                    .sorted(Comparator.comparing(entry -> entry.getFileName().toString()))
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
