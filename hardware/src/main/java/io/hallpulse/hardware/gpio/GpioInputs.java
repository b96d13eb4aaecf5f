package io.hallpulse.hardware.gpio;

import io.hallpulse.hardware.InputSettings;
import io.hallpulse.hardware.KeyInput;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** Makes the inputs on GPIO pins, all with one scanner. */
public final class GpioInputs {
    private GpioInputs() {}

    /**
     * Opens nothing yet: {@link KeyInput#start} does, and throws {@link io.hallpulse.hardware.HardwareUnavailableException}
     * on a machine without pins.
     *
     * @param nanoClock on the scale of {@link System#nanoTime()}
     * @throws IllegalArgumentException with one line, when panels contradict each other
     */
    public static List<KeyInput> create(List<InputSettings.Gpio> panels, LongSupplier nanoClock) {
        if (panels.isEmpty()) {
            return List.of();
        }
        check(panels);
        InputSettings.Gpio first = panels.get(0);
        PanelScanner scanner =
                new PanelScanner(() -> Pins.open(first.provider(), first.chip(), Path.of("/")), nanoClock);
        return panels.stream().<KeyInput>map(panel -> new Panel(panel, scanner)).toList();
    }

    private static void check(List<InputSettings.Gpio> panels) {
        Map<Integer, String> owners = new HashMap<>();
        for (InputSettings.Gpio panel : panels) {
            if (!panel.chip().equals(panels.get(0).chip())
                    || panel.provider() != panels.get(0).provider()) {
                throw new IllegalArgumentException("inputs %s and %s name different chips or providers; name one"
                        .formatted(panels.get(0).id(), panel.id()));
            }
            panel.pins().values().forEach(pin -> own(owners, pin, panel.id()));
            panel.lamps().values().forEach(pin -> own(owners, pin, panel.id()));
            Integer buzzer = panel.buzzer();
            if (buzzer != null) {
                own(owners, buzzer, panel.id());
            }
        }
    }

    private static void own(Map<Integer, String> owners, int pin, String panel) {
        String other = owners.putIfAbsent(pin, panel);
        if (other != null) {
            throw new IllegalArgumentException(
                    "inputs %s and %s both use pin %d; give each pin to one".formatted(other, panel, pin));
        }
    }
}
