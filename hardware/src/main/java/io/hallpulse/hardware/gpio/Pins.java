package io.hallpulse.hardware.gpio;

import com.pi4j.Pi4J;
import com.pi4j.context.Context;
import com.pi4j.exception.Pi4JException;
import com.pi4j.io.gpio.digital.DigitalInput;
import com.pi4j.io.gpio.digital.DigitalInputProvider;
import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalOutputProvider;
import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.io.gpio.digital.PullResistance;
import com.pi4j.plugin.gpiod.provider.gpio.digital.GpioDDigitalInputProvider;
import com.pi4j.plugin.gpiod.provider.gpio.digital.GpioDDigitalOutputProvider;
import com.pi4j.plugin.linuxfs.provider.gpio.digital.LinuxFsDigitalInputProvider;
import com.pi4j.plugin.linuxfs.provider.gpio.digital.LinuxFsDigitalOutputProvider;
import io.hallpulse.hardware.HardwareUnavailableException;
import io.hallpulse.hardware.InputSettings.Gpio.Provider;
import io.hallpulse.hardware.InputSettings.Gpio.Pull;
import io.hallpulse.hardware.devices.Devices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The GPIO pins of this machine: the one Pi4J context of the process. Pins are BCM numbers; none is made twice. */
final class Pins {
    private static final long CLOSE_WAIT_MILLIS = 1500;
    /** How the drivers of all Raspberry Pi headers are labelled. */
    private static final String HEADER = "pinctrl";

    private final Context context;
    private final DigitalInputProvider inputs;
    private final DigitalOutputProvider outputs;
    private final int firstAddress;

    /**
     * @param inputs and outputs of the same kind, not yet part of any context
     * @param firstAddress what the providers call BCM pin 0
     */
    Pins(DigitalInputProvider inputs, DigitalOutputProvider outputs, int firstAddress) {
        this.inputs = inputs;
        this.outputs = outputs;
        this.firstAddress = firstAddress;
        this.context = Pi4J.newContextBuilder()
                .noAutoDetect()
                .disableShutdownHook()
                .add(inputs, outputs)
                .build();
    }

    /**
     * The pins of a Raspberry Pi.
     *
     * @param chip {@code auto}, or the name of the chip that must be it
     * @param root of the file system
     * @throws HardwareUnavailableException when this machine has none
     */
    static Pins open(Provider provider, String chip, Path root) {
        try {
            return provider == Provider.LINUXFS
                    ? ofFiles(root.resolve("sys/class/gpio"), chip)
                    : ofCharacterDevice(new Devices(root), chip);
        } catch (Pi4JException | IllegalStateException | LinkageError | IOException e) {
            String reason = e instanceof IOException ? e.getMessage() : e.toString();
            throw new HardwareUnavailableException("gpio chip " + chip + ": no GPIO pins on this machine ("
                    + String.valueOf(reason).lines().findFirst().orElse("")
                    + "); run on a Raspberry Pi, or use a serial, keyboard or simulated input");
        }
    }

    private static Pins ofCharacterDevice(Devices devices, String chip) throws IOException {
        boolean fits = devices.gpioChips().stream()
                .filter(one -> chip.equals("auto") || chip.equals(one.name()))
                .anyMatch(one -> one.label().isEmpty() || one.label().contains(HEADER));
        if (!fits) {
            throw new IOException("there is no /dev/" + (chip.equals("auto") ? "gpiochip*" : chip) + " of the header");
        }
        return new Pins(GpioDDigitalInputProvider.newInstance(), GpioDDigitalOutputProvider.newInstance(), 0);
    }

    /** The old files number the pins of all chips in one row, in which the header's begin at its base. */
    private static Pins ofFiles(Path files, String chip) throws IOException {
        for (Path entry : chips(files)) {
            String name = entry.getFileName().toString();
            boolean header = Files.readString(entry.resolve("label")).contains(HEADER);
            if (chip.equals("auto") ? header : chip.equals(name)) {
                int base =
                        Integer.parseInt(Files.readString(entry.resolve("base")).strip());
                return new Pins(
                        LinuxFsDigitalInputProvider.newInstance(files.toString()),
                        LinuxFsDigitalOutputProvider.newInstance(files.toString()),
                        base);
            }
        }
        throw new IOException("there is no such chip under /sys/class/gpio");
    }

    private static List<Path> chips(Path files) throws IOException {
        if (!Files.isDirectory(files)) {
            throw new IOException("there is no /sys/class/gpio; use the gpiod provider");
        }
        try (Stream<Path> entries = Files.list(files)) {
            return entries.filter(entry -> entry.getFileName().toString().startsWith("gpiochip"))
                    .sorted()
                    .toList();
        }
    }

    DigitalInput input(int pin, Pull pull) {
        PullResistance bias = switch (pull) {
            case UP -> PullResistance.PULL_UP;
            case DOWN -> PullResistance.PULL_DOWN;
            case OFF -> PullResistance.OFF;
        };
        return inputs.create(DigitalInput.newConfigBuilder(context)
                .id("key-" + pin)
                .address(firstAddress + pin)
                .pull(bias)
                .build());
    }

    DigitalOutput output(int pin) {
        return outputs.create(DigitalOutput.newConfigBuilder(context)
                .id("lamp-" + pin)
                .address(firstAddress + pin)
                .initial(DigitalState.LOW)
                .shutdown(DigitalState.LOW)
                .build());
    }

    Context context() {
        return context;
    }

    /** Releases the pins. Pi4J may take 5 s over it; we wait for 1.5 s of them. */
    void close() {
        Thread closer = new Thread(context::shutdown, "gpio-close");
        closer.setDaemon(true);
        closer.start();
        try {
            closer.join(CLOSE_WAIT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
