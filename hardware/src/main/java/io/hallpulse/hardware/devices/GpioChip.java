package io.hallpulse.hardware.devices;

import java.util.List;

/**
 * A GPIO chip.
 *
 * @param name such as {@code gpiochip0}
 * @param label of the driver, such as {@code pinctrl-bcm2711}; empty when the kernel does not tell
 * @param lines names of its lines in their order, empty ones included; an empty list when the kernel does not tell
 */
public record GpioChip(String name, String label, List<String> lines) {
    public GpioChip {
        lines = List.copyOf(lines);
    }
}
