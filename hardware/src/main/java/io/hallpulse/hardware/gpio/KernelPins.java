package io.hallpulse.hardware.gpio;

import com.pi4j.Pi4J;
import com.pi4j.context.Context;
import com.pi4j.io.gpio.digital.DigitalInput;
import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalState;
import io.hallpulse.hardware.InputSettings;
import io.hallpulse.hardware.InputSettings.Pin;
import io.hallpulse.hardware.kernel.Libc;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The pins of the kernel's GPIO chips behind Pi4J: one context in a process, in which each pin of a panel is an object that lives as
 * long as the process, under an address of our own, since Pi4J has one row of addresses for all chips and makes none twice. What comes
 * and goes with the chip is the descriptor behind it. Pins are taken and given back by one thread at a time.
 */
final class KernelPins implements Pins {
    static final int NO_LINE = -1;

    private static final long CLOSE_WAIT_MILLIS = 1500;
    private static final long EDGES = GpioAbi.EDGE_RISING | GpioAbi.EDGE_FALLING;

    private final ChipFinder finder;
    private final String consumer;
    private final LineIo io = new LineIo();
    private final KernelInput.Provider inputs = new KernelInput.Provider(io);
    private final KernelOutput.Provider outputs = new KernelOutput.Provider(io);
    private final Context context;
    private final Map<String, Slots> panels = new HashMap<>();
    private volatile List<KernelInput> attached = List.of();
    private final KernelBell bell = new KernelBell(() -> attached);
    private int nextAddress;

    /** The objects of one panel, and what is known of its chip. */
    private static final class Slots {
        final Map<String, KernelInput> keys = new LinkedHashMap<>();
        final Map<String, KernelOutput> lamps = new LinkedHashMap<>();

        @Nullable
        KernelOutput buzzer;
        /** Of the chip that it had last, by which it is found under another number. */
        @Nullable
        String label;
        /** Lines that it has: chip's name and offset. */
        final Map<Place, String> lines = new HashMap<>();

        boolean edges;
    }

    private record Place(String chip, int offset) {}

    /** @param consumer what others see as the user of our lines, such as {@code hallpulse:n-03} */
    KernelPins(ChipFinder finder, String consumer) {
        this.finder = finder;
        this.consumer = consumer;
        this.context = Pi4J.newContextBuilder()
                .noAutoDetect()
                .disableShutdownHook()
                .add(inputs, outputs)
                .build();
    }

    @Override
    public synchronized Taken take(InputSettings.Gpio panel) throws PinsUnavailable {
        Slots slots = panels.computeIfAbsent(panel.id(), id -> new Slots());
        try (Chip chip = open(panel, slots)) {
            try {
                takeKeys(panel, slots, chip);
            } catch (PinsUnavailable e) {
                release(panel);
                throw e;
            }
            slots.label = chip.label();
            String missing = takeLamps(panel, slots, chip);
            note();
            return taken(slots, missing);
        } catch (Libc.Errno e) { // the chip went away under our hands
            release(panel);
            throw new PinsUnavailable(
                    "gpio chip " + panel.chip() + ": " + e.getMessage() + "; check the chip and its driver");
        }
    }

    /** What a panel lacks comes from the chip that it has, and from no other of that label. */
    private Chip open(InputSettings.Gpio panel, Slots slots) throws PinsUnavailable {
        Optional<Place> had = slots.lines.keySet().stream().findAny();
        return had.isPresent() ? finder.open(had.get().chip()) : finder.open(panel.chip(), slots.label);
    }

    private void takeKeys(InputSettings.Gpio panel, Slots slots, Chip chip) throws PinsUnavailable {
        long bias = switch (panel.pull()) {
            case UP -> GpioAbi.BIAS_PULL_UP;
            case DOWN -> GpioAbi.BIAS_PULL_DOWN;
            case OFF -> GpioAbi.BIAS_DISABLED;
        };
        slots.edges |= slots.lines.isEmpty();
        for (Map.Entry<String, Pin> pin : panel.pins().entrySet()) {
            KernelInput input = slots.keys.computeIfAbsent(pin.getKey(), key -> newInput(panel.id() + "-key-" + key));
            if (input.fd() != NO_LINE) {
                continue;
            }
            String what = "key " + pin.getKey();
            Place place = place(panel, chip, pin.getValue(), what);
            long flags = GpioAbi.INPUT | bias;
            int line;
            try {
                line = chip.request(place.offset(), flags | EDGES, consumer);
            } catch (Libc.Errno e) {
                if (e.number() == Libc.EBUSY) {
                    throw refused(chip, place, what, e);
                }
                line = withoutEdges(chip, place, flags, what);
                slots.edges = false;
            }
            input.attach(line);
            slots.lines.put(place, what);
        }
    }

    /** A chip without interrupts refuses edges and nothing else. */
    private int withoutEdges(Chip chip, Place place, long flags, String what) throws PinsUnavailable {
        try {
            return chip.request(place.offset(), flags, consumer);
        } catch (Libc.Errno e) {
            throw refused(chip, place, what, e);
        }
    }

    /** Takes the lamps and the buzzer that the panel has not yet; returns one line that names which could not be had. */
    private @Nullable String takeLamps(InputSettings.Gpio panel, Slots slots, Chip chip) {
        List<String> missing = new ArrayList<>();
        panel.lamps().forEach((key, pin) -> {
            KernelOutput lamp = slots.lamps.computeIfAbsent(key, lampKey -> newOutput(panel.id() + "-lamp-" + lampKey));
            takeOutput(panel, slots, chip, lamp, pin, "lamp " + key).ifPresent(missing::add);
        });
        Pin buzzerPin = panel.buzzer();
        if (buzzerPin != null) {
            KernelOutput buzzer = slots.buzzer != null ? slots.buzzer : newOutput(panel.id() + "-buzzer");
            slots.buzzer = buzzer;
            takeOutput(panel, slots, chip, buzzer, buzzerPin, "buzzer").ifPresent(missing::add);
        }
        return missing.isEmpty() ? null : String.join("; ", missing);
    }

    private Optional<String> takeOutput(
            InputSettings.Gpio panel, Slots slots, Chip chip, KernelOutput output, Pin pin, String what) {
        if (output.isAttached()) {
            return Optional.empty();
        }
        try {
            Place place = place(panel, chip, pin, what);
            try {
                output.attach(chip.request(place.offset(), GpioAbi.OUTPUT, consumer));
                slots.lines.put(place, what);
                return Optional.empty();
            } catch (Libc.Errno e) {
                throw refused(chip, place, what, e);
            }
        } catch (PinsUnavailable e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** Where a pin is on its chip. Two pins of this process are never in one place, whatever the chip was called. */
    private Place place(InputSettings.Gpio panel, Chip chip, Pin pin, String what) throws PinsUnavailable {
        Optional<Integer> offset = chip.offset(pin);
        if (offset.isEmpty()) {
            throw new PinsUnavailable(what + ": " + chip.hasNo(pin));
        }
        Place place = new Place(chip.name(), offset.get());
        for (Map.Entry<String, Slots> other : panels.entrySet()) {
            String taken = other.getValue().lines.get(place);
            if (taken != null) {
                throw new PinsUnavailable(what + " of input " + panel.id() + " and " + taken + " of input "
                        + other.getKey() + " are both on line " + place.offset() + " of " + chip.name()
                        + "; give each a pin of its own");
            }
        }
        return place;
    }

    private static PinsUnavailable refused(Chip chip, Place place, String what, Libc.Errno reason) {
        String where = what + " is on line " + place.offset() + " of " + chip.name();
        if (reason.number() != Libc.EBUSY) {
            return new PinsUnavailable(
                    where + ", which the kernel refuses (" + reason.getMessage() + "); correct the pin, or its bias");
        }
        return new PinsUnavailable(where + ", which \""
                + chip.line(place.offset()).consumer() + "\" uses; take it from there, or give another pin");
    }

    private static Taken taken(Slots slots, @Nullable String missing) {
        Map<String, DigitalOutput> lamps = new LinkedHashMap<>();
        slots.lamps.forEach((key, lamp) -> {
            if (lamp.isAttached()) {
                lamps.put(key, lamp);
            }
        });
        KernelOutput buzzer = slots.buzzer;
        return new Taken(
                List.copyOf(slots.keys.values()),
                lamps,
                buzzer != null && buzzer.isAttached() ? buzzer : null,
                missing,
                slots.edges);
    }

    private KernelInput newInput(String id) {
        return (KernelInput) inputs.create(DigitalInput.newConfigBuilder(context)
                .id(id)
                .address(nextAddress++)
                .build());
    }

    private KernelOutput newOutput(String id) {
        return (KernelOutput) outputs.create(DigitalOutput.newConfigBuilder(context)
                .id(id)
                .address(nextAddress++)
                .initial(DigitalState.LOW)
                .build());
    }

    @Override
    public synchronized void release(InputSettings.Gpio panel) {
        Slots slots = panels.get(panel.id());
        if (slots == null) {
            return;
        }
        slots.keys.values().forEach(key -> close(key.detach()));
        slots.lamps.values().forEach(KernelPins::darken);
        KernelOutput buzzer = slots.buzzer;
        if (buzzer != null) {
            darken(buzzer);
        }
        slots.lines.clear();
        note();
    }

    private static void darken(KernelOutput output) {
        try {
            output.state(DigitalState.LOW);
        } catch (Libc.Errno e) {
            // gone with its chip, and dark
        }
        close(output.detach());
    }

    private static void close(int fd) {
        if (fd != NO_LINE) {
            Libc.close(fd);
        }
    }

    /** Tells the bell which lines to sleep on. */
    private void note() {
        attached = panels.values().stream()
                .flatMap(slots -> slots.keys.values().stream())
                .filter(key -> key.fd() != NO_LINE)
                .toList();
    }

    @Override
    public Bell bell() {
        return bell;
    }

    /** Ends Pi4J's context, which may take 5 s over it; we wait for 1.5 s of them. */
    @Override
    public void close() {
        bell.close();
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
