package io.hallpulse.hardware.gpio;

import io.hallpulse.hardware.InputSettings;
import io.hallpulse.hardware.KeyInput;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** The factory of the inputs on GPIO pins, all with one scanner. */
public final class GpioInputs {
    private GpioInputs() {}

    /**
     * Opens nothing yet: {@link KeyInput#start} does.
     *
     * @param consumer what other programs see as the user of these pins, such as {@code hallpulse:n-03}
     * @param nanoClock on the scale of {@link System#nanoTime()}
     * @throws IllegalArgumentException with one line, when panels contradict each other
     */
    public static List<KeyInput> create(List<InputSettings.Gpio> panels, String consumer, LongSupplier nanoClock) {
        if (panels.isEmpty()) {
            return List.of();
        }
        check(panels);
        PanelScanner scanner =
                new PanelScanner(() -> new KernelPins(new ChipFinder(Path.of("/dev")), consumer), nanoClock);
        return panels.stream().<KeyInput>map(panel -> new Panel(panel, scanner)).toList();
    }

    /** What settings alone show; one chip under two names is found once it is open. */
    private static void check(List<InputSettings.Gpio> panels) {
        Map<Owned, String> owners = new HashMap<>();
        for (InputSettings.Gpio panel : panels) {
            panel.pins().values().forEach(pin -> own(owners, panel, pin));
            panel.lamps().values().forEach(pin -> own(owners, panel, pin));
            InputSettings.Pin buzzer = panel.buzzer();
            if (buzzer != null) {
                own(owners, panel, buzzer);
            }
        }
    }

    private record Owned(String chip, InputSettings.Pin pin) {}

    private static void own(Map<Owned, String> owners, InputSettings.Gpio panel, InputSettings.Pin pin) {
        String other = owners.putIfAbsent(new Owned(panel.chip(), pin), panel.id());
        if (other != null) {
            throw new IllegalArgumentException(
                    "inputs " + other + " and " + panel.id() + " both use pin " + pin + "; give each pin to one");
        }
    }
}
