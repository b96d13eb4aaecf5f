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
import io.hallpulse.hardware.HardwareUnavailableException;
import io.hallpulse.hardware.InputSettings.Gpio.Pull;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The GPIO pins of this machine: the one Pi4J context of the process. Pins are BCM numbers; none is made twice. */
final class Pins {
    private static final long CLOSE_WAIT_MILLIS = 1500;

    private final Context context;
    private final DigitalInputProvider inputs;
    private final DigitalOutputProvider outputs;

    /** @param inputs and outputs of the same kind, not yet part of any context */
    Pins(DigitalInputProvider inputs, DigitalOutputProvider outputs) {
        this.inputs = inputs;
        this.outputs = outputs;
        this.context = Pi4J.newContextBuilder()
                .noAutoDetect()
                .disableShutdownHook()
                .add(inputs, outputs)
                .build();
    }

    /**
     * The pins of a Raspberry Pi, through its character device.
     *
     * @param chip {@code auto}, or the name of the chip that must be it
     * @throws HardwareUnavailableException when this machine has none
     */
    static Pins ofRaspberryPi(String chip) {
        if (!hasChip(Path.of("/dev"), chip)) {
            throw unavailable(chip, "there is no /dev/" + (chip.equals("auto") ? "gpiochip*" : chip));
        }
        try {
            return new Pins(GpioDDigitalInputProvider.newInstance(), GpioDDigitalOutputProvider.newInstance());
        } catch (Pi4JException | IllegalStateException | LinkageError e) {
            throw unavailable(chip, e.toString());
        }
    }

    private static boolean hasChip(Path devices, String chip) {
        try (DirectoryStream<Path> found =
                Files.newDirectoryStream(devices, chip.equals("auto") ? "gpiochip*" : chip)) {
            return found.iterator().hasNext();
        } catch (IOException e) {
            return false;
        }
    }

    private static HardwareUnavailableException unavailable(String chip, String reason) {
        return new HardwareUnavailableException("gpio chip " + chip + ": no GPIO pins on this machine ("
                + reason.lines().findFirst().orElse("")
                + "); run on a Raspberry Pi, or use a serial, keyboard or simulated input");
    }

    DigitalInput input(int pin, Pull pull) {
        return inputs.create(DigitalInput.newConfigBuilder(context)
                .id("key-" + pin)
                .address(pin)
                .pull(pull == Pull.UP ? PullResistance.PULL_UP : PullResistance.PULL_DOWN)
                .build());
    }

    DigitalOutput output(int pin) {
        return outputs.create(DigitalOutput.newConfigBuilder(context)
                .id("lamp-" + pin)
                .address(pin)
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
            closer.join(TimeUnit.MILLISECONDS.toMillis(CLOSE_WAIT_MILLIS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
