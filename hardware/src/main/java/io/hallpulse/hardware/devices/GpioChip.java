package io.hallpulse.hardware.devices;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A GPIO chip.
 *
 * @param name such as {@code gpiochip0}
 * @param label of the driver, such as {@code pinctrl-bcm2711}; empty when the kernel does not know
 * @param lines names of its lines in their order, empty ones included; an empty list when the kernel does not know
 * @param users the lines that somebody uses, such as {@code 17 hallpulse:n-03}
 * @param remark what a technician should know of it, with the mend: it may not be opened, or it gives no edges; null for nothing
 */
public record GpioChip(
        String name,
        String label,
        List<String> lines,
        List<String> users,
        @Nullable String remark) {
    public GpioChip {
        lines = List.copyOf(lines);
        users = List.copyOf(users);
    }
}
