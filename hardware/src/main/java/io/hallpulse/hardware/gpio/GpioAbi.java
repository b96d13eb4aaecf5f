package io.hallpulse.hardware.gpio;

import io.hallpulse.hardware.kernel.Libc;
import java.util.List;
import java.util.Locale;

/**
 * The kernel's GPIO character device, version 2: sizes, places and numbers as {@code linux/gpio.h} of Linux 5.10 and later has them. All
 * members have fixed sizes, so that they are the same on every processor.
 */
final class GpioAbi {
    static final int CHIP_INFO_BYTES = 68;
    static final int CHIP_LABEL = 32;
    static final int CHIP_LINES = 64;

    static final int LINE_INFO_BYTES = 256;
    static final int LINE_NAME = 0;
    static final int LINE_CONSUMER = 32;
    static final int LINE_OFFSET = 64;
    static final int LINE_FLAGS = 72;

    static final int REQUEST_BYTES = 592;
    static final int REQUEST_CONSUMER = 256;
    static final int REQUEST_FLAGS = 288;
    static final int REQUEST_ATTRIBUTES = 296;
    static final int REQUEST_ATTRIBUTE_ID = 320;
    static final int REQUEST_ATTRIBUTE_VALUE = 328;
    static final int REQUEST_ATTRIBUTE_MASK = 336;
    static final int REQUEST_LINES = 560;
    static final int REQUEST_FD = 588;

    static final int VALUES_BYTES = 16;
    static final int VALUES_BITS = 0;
    static final int VALUES_MASK = 8;

    static final int EVENT_BYTES = 48;
    /** How long each of the texts is, its closing NUL included. */
    static final int TEXT_BYTES = 32;

    static final long GET_CHIP_INFO = 0x8044B401L;
    static final long GET_LINE_INFO = 0xC100B405L;
    static final long GET_LINE = 0xC250B407L;
    static final long GET_VALUES = 0xC010B40EL;
    static final long SET_VALUES = 0xC010B40FL;

    static final long USED = 1;
    static final long INPUT = 1 << 2;
    static final long OUTPUT = 1 << 3;
    static final long EDGE_RISING = 1 << 4;
    static final long EDGE_FALLING = 1 << 5;
    static final long BIAS_PULL_UP = 1 << 8;
    static final long BIAS_PULL_DOWN = 1 << 9;
    static final long BIAS_DISABLED = 1 << 10;
    static final int ATTRIBUTE_OUTPUT_VALUES = 2;

    private record Same(String theirs, long ours) {}

    private static final List<Same> SAME = List.of(
            new Same("sizeof(struct gpiochip_info)", CHIP_INFO_BYTES),
            new Same("offsetof(struct gpiochip_info, label)", CHIP_LABEL),
            new Same("offsetof(struct gpiochip_info, lines)", CHIP_LINES),
            new Same("sizeof(struct gpio_v2_line_info)", LINE_INFO_BYTES),
            new Same("offsetof(struct gpio_v2_line_info, name)", LINE_NAME),
            new Same("offsetof(struct gpio_v2_line_info, consumer)", LINE_CONSUMER),
            new Same("offsetof(struct gpio_v2_line_info, offset)", LINE_OFFSET),
            new Same("offsetof(struct gpio_v2_line_info, flags)", LINE_FLAGS),
            new Same("sizeof(struct gpio_v2_line_request)", REQUEST_BYTES),
            new Same("offsetof(struct gpio_v2_line_request, consumer)", REQUEST_CONSUMER),
            new Same("offsetof(struct gpio_v2_line_request, config.flags)", REQUEST_FLAGS),
            new Same("offsetof(struct gpio_v2_line_request, config.num_attrs)", REQUEST_ATTRIBUTES),
            new Same("offsetof(struct gpio_v2_line_request, config.attrs[0].attr.id)", REQUEST_ATTRIBUTE_ID),
            new Same("offsetof(struct gpio_v2_line_request, config.attrs[0].attr.values)", REQUEST_ATTRIBUTE_VALUE),
            new Same("offsetof(struct gpio_v2_line_request, config.attrs[0].mask)", REQUEST_ATTRIBUTE_MASK),
            new Same("offsetof(struct gpio_v2_line_request, num_lines)", REQUEST_LINES),
            new Same("offsetof(struct gpio_v2_line_request, fd)", REQUEST_FD),
            new Same("sizeof(struct gpio_v2_line_values)", VALUES_BYTES),
            new Same("offsetof(struct gpio_v2_line_values, bits)", VALUES_BITS),
            new Same("offsetof(struct gpio_v2_line_values, mask)", VALUES_MASK),
            new Same("sizeof(struct gpio_v2_line_event)", EVENT_BYTES),
            new Same("GPIO_MAX_NAME_SIZE", TEXT_BYTES),
            new Same("GPIO_GET_CHIPINFO_IOCTL", GET_CHIP_INFO),
            new Same("GPIO_V2_GET_LINEINFO_IOCTL", GET_LINE_INFO),
            new Same("GPIO_V2_GET_LINE_IOCTL", GET_LINE),
            new Same("GPIO_V2_LINE_GET_VALUES_IOCTL", GET_VALUES),
            new Same("GPIO_V2_LINE_SET_VALUES_IOCTL", SET_VALUES),
            new Same("GPIO_V2_LINE_FLAG_USED", USED),
            new Same("GPIO_V2_LINE_FLAG_INPUT", INPUT),
            new Same("GPIO_V2_LINE_FLAG_OUTPUT", OUTPUT),
            new Same("GPIO_V2_LINE_FLAG_EDGE_RISING", EDGE_RISING),
            new Same("GPIO_V2_LINE_FLAG_EDGE_FALLING", EDGE_FALLING),
            new Same("GPIO_V2_LINE_FLAG_BIAS_PULL_UP", BIAS_PULL_UP),
            new Same("GPIO_V2_LINE_FLAG_BIAS_PULL_DOWN", BIAS_PULL_DOWN),
            new Same("GPIO_V2_LINE_FLAG_BIAS_DISABLED", BIAS_DISABLED),
            new Same("GPIO_V2_LINE_ATTR_ID_OUTPUT_VALUES", ATTRIBUTE_OUTPUT_VALUES),
            new Same("O_RDWR", Libc.O_RDWR),
            new Same("O_NONBLOCK", Libc.O_NONBLOCK),
            new Same("O_CLOEXEC", Libc.O_CLOEXEC),
            new Same("F_SETFL", Libc.F_SETFL),
            new Same("EFD_NONBLOCK", Libc.O_NONBLOCK),
            new Same("EFD_CLOEXEC", Libc.O_CLOEXEC),
            new Same("sizeof(struct pollfd)", Libc.POLL_BYTES),
            new Same("offsetof(struct pollfd, events)", Libc.POLL_EVENTS),
            new Same("offsetof(struct pollfd, revents)", Libc.POLL_REVENTS),
            new Same("POLLIN", Libc.POLLIN),
            new Same("EINTR", Libc.EINTR),
            new Same("EAGAIN", Libc.EAGAIN),
            new Same("EACCES", Libc.EACCES),
            new Same("EPERM", Libc.EPERM),
            new Same("EBUSY", Libc.EBUSY));

    private GpioAbi() {}

    /** A C program that compiles where all of the above is as the headers of that machine have it, and nowhere else. */
    static String assertions() {
        StringBuilder program = new StringBuilder("""
                #define _GNU_SOURCE
                #include <errno.h>
                #include <fcntl.h>
                #include <poll.h>
                #include <stddef.h>
                #include <linux/gpio.h>
                #include <sys/eventfd.h>
                """);
        for (Same same : SAME) {
            program.append(String.format(
                    Locale.ROOT, "_Static_assert((%s) == %dLL, \"%1$s\");%n", same.theirs(), same.ours()));
        }
        return program.toString();
    }
}
