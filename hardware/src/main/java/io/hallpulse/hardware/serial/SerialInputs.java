package io.hallpulse.hardware.serial;

import io.hallpulse.hardware.InputSettings;
import io.hallpulse.hardware.KeyInput;
import io.hallpulse.hardware.health.Counters;
import io.hallpulse.hardware.protocol.Dialogue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/** The factory of the inputs on serial lines, one thread for each port. */
public final class SerialInputs {
    private SerialInputs() {}

    /**
     * Makes an input for each meter.
     *
     * @param nanoClock on the scale of {@link System#nanoTime()}
     * @throws IllegalArgumentException with one line, when inputs that share a port contradict each other
     */
    public static List<KeyInput> create(List<InputSettings.Serial> meters, LongSupplier nanoClock) {
        return create(
                meters, nanoClock, new DeviceClaims(line -> JsscPort.open(line.port(), line.baud(), line.format())));
    }

    /** As {@link #create(List, LongSupplier)}, on wires from elsewhere. */
    public static List<KeyInput> create(List<InputSettings.Serial> meters, LongSupplier nanoClock, Wire.Source source) {
        Map<String, List<InputSettings.Serial>> byPort =
                meters.stream().collect(Collectors.groupingBy(InputSettings.Serial::port));
        List<KeyInput> inputs = new ArrayList<>();
        byPort.forEach((path, sharers) -> {
            checkSharers(path, sharers);
            Counters counters = new Counters();
            Dialogue dialogue = sharers.get(0).settings().dialogue(sharers, counters);
            PortThread port = new PortThread(sharers.get(0), dialogue, counters, nanoClock, source);
            sharers.forEach(meter -> inputs.add(new SerialKeyInput(meter, port)));
        });
        return inputs;
    }

    private static void checkSharers(String path, List<InputSettings.Serial> sharers) {
        InputSettings.Serial first = sharers.get(0);
        for (InputSettings.Serial meter : sharers) {
            if (meter.baud() != first.baud()
                    || !meter.format().equals(first.format())
                    || !meter.protocol().equals(first.protocol())) {
                throw new IllegalArgumentException(String.format(
                        Locale.ROOT,
                        "inputs %s and %s share port %s but differ in baud, format or protocol; make them equal",
                        first.id(),
                        meter.id(),
                        path));
            }
        }
        boolean unaddressed = sharers.stream().anyMatch(meter -> meter.address() == null);
        long addresses =
                sharers.stream().map(InputSettings.Serial::address).distinct().count();
        if (sharers.size() > 1 && (unaddressed || addresses < sharers.size())) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "inputs %s share port %s; give each an address of its own",
                    sharers.stream().map(InputSettings.Serial::id).collect(Collectors.joining(", ")),
                    path));
        }
    }
}
