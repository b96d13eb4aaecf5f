package io.hallpulse.hardware;

import io.hallpulse.hardware.gpio.GpioInputs;
import io.hallpulse.hardware.serial.SerialInputs;
import io.hallpulse.hardware.sound.SoundedInput;
import io.hallpulse.hardware.trial.KeyboardInput;
import io.hallpulse.hardware.trial.SimulatedInput;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** The factory of inputs from their settings. Nothing is opened before {@link KeyInput#start}. */
public final class KeyInputs {
    private KeyInputs() {}

    /** What other programs see as the user of GPIO pins where no other name is given. */
    private static final String CONSUMER = "hallpulse";

    /**
     * Makes the inputs, in the order of their settings: on the machine's own clock, standard input and randomness.
     *
     * @throws IllegalArgumentException with one line, when settings contradict each other
     */
    public static List<KeyInput> create(List<? extends InputSettings> settings) {
        return create(settings, CONSUMER);
    }

    /**
     * The same.
     *
     * @param consumer what other programs see as the user of GPIO pins, such as {@code hallpulse:n-03}
     */
    public static List<KeyInput> create(List<? extends InputSettings> settings, String consumer) {
        return create(settings, consumer, System::nanoTime, System.in, Random::new);
    }

    /**
     * Makes the inputs, in the order of their settings.
     *
     * @param nanoClock on the scale of {@link System#nanoTime()}
     * @param keyboard what the keyboard input reads
     * @param randomness a generator for each simulated input
     * @throws IllegalArgumentException with one line, when settings contradict each other
     */
    public static List<KeyInput> create(
            List<? extends InputSettings> settings,
            LongSupplier nanoClock,
            InputStream keyboard,
            Supplier<? extends RandomGenerator> randomness) {
        return create(settings, CONSUMER, nanoClock, keyboard, randomness);
    }

    private static List<KeyInput> create(
            List<? extends InputSettings> settings,
            String consumer,
            LongSupplier nanoClock,
            InputStream keyboard,
            Supplier<? extends RandomGenerator> randomness) {
        check(settings);
        Map<String, KeyInput> made = new HashMap<>();
        SerialInputs.create(only(settings, InputSettings.Serial.class), nanoClock)
                .forEach(in -> made.put(in.id(), in));
        GpioInputs.create(only(settings, InputSettings.Gpio.class), consumer, nanoClock)
                .forEach(in -> made.put(in.id(), in));
        only(settings, InputSettings.Keyboard.class)
                .forEach(input -> made.put(input.id(), new KeyboardInput(input, keyboard, nanoClock)));
        only(settings, InputSettings.Simulated.class)
                .forEach(input -> made.put(input.id(), new SimulatedInput(input, randomness.get(), nanoClock)));
        return settings.stream()
                .map(input -> Objects.requireNonNull(made.get(input.id())))
                .toList();
    }

    /**
     * The same input, whose answers also sound. What cannot be played is a warning in the log, never a fault.
     *
     * @param files WAV files by the answer they play
     */
    public static KeyInput sounded(KeyInput input, Map<Answer, Path> files) {
        return files.isEmpty() ? input : new SoundedInput(input, files);
    }

    private static void check(List<? extends InputSettings> settings) {
        Map<String, InputSettings> byId = new HashMap<>();
        for (InputSettings input : settings) {
            if (byId.put(input.id(), input) != null) {
                throw new IllegalArgumentException("id: " + input.id() + " names two inputs; give each its own");
            }
        }
        if (only(settings, InputSettings.Keyboard.class).size() > 1) {
            throw new IllegalArgumentException("keyboard: is given twice; there is one standard input, so keep one");
        }
    }

    private static <T extends InputSettings> List<T> only(List<? extends InputSettings> settings, Class<T> kind) {
        return settings.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
