package io.hallpulse.hardware.gpio;

import com.pi4j.io.gpio.digital.DigitalInput;
import com.pi4j.io.gpio.digital.DigitalOutput;
import io.hallpulse.hardware.InputSettings;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The GPIO pins of this machine, as Pi4J's inputs and outputs: the kernel's, or a test's own. */
interface Pins extends AutoCloseable {
    /**
     * What a panel has been given.
     *
     * @param keys in the order of the settings
     * @param lamps by raw key; those that could not be had are missing
     * @param buzzer null where there is none, or none could be had
     * @param missing one line about the lamps or the buzzer that could not be had; null when all could
     * @param edges whether a change of each key's level ends {@link Bell#await}
     */
    record Taken(
            List<DigitalInput> keys,
            Map<String, DigitalOutput> lamps,
            @Nullable DigitalOutput buzzer,
            @Nullable String missing,
            boolean edges) {}

    /**
     * Takes a panel's pins, or what is missing of them: those that it has stay as they are.
     *
     * @throws PinsUnavailable with one line, where a key's pin cannot be had; then it has none
     */
    Taken take(InputSettings.Gpio panel) throws PinsUnavailable;

    /** Gives a panel's pins back; lamps go dark. */
    void release(InputSettings.Gpio panel);

    /** What the thread that reads these pins sleeps by. */
    Bell bell();

    @Override
    void close();
}
