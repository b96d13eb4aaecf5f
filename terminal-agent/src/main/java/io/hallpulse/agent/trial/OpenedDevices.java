package io.hallpulse.agent.trial;

import io.hallpulse.hardware.InputHealth;
import io.hallpulse.hardware.KeyInput;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Devices that were just opened: one in fault can be neither learned nor tested, but some need a moment to open. */
public final class OpenedDevices {
    private static final Duration OPENS_WITHIN = Duration.ofSeconds(3);
    private static final long POLL_MILLIS = 100;

    private OpenedDevices() {}

    /**
     * Waits until no device is in fault, 3 s at most.
     *
     * @param nanos on the scale of {@link System#nanoTime()}
     * @return one line for each device that is in fault still
     */
    public static List<String> faults(List<KeyInput> devices, LongSupplier nanos) throws InterruptedException {
        long end = nanos.getAsLong() + OPENS_WITHIN.toNanos();
        List<String> faults = present(devices);
        while (!faults.isEmpty() && nanos.getAsLong() < end) {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            faults = present(devices);
        }
        return faults;
    }

    private static List<String> present(List<KeyInput> devices) {
        return devices.stream()
                .filter(device -> device.health().state() == InputHealth.State.FAULT)
                .map(device -> "input " + device.id() + ": " + device.health().fault())
                .toList();
    }
}
