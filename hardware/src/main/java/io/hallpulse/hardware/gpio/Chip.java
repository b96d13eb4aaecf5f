package io.hallpulse.hardware.gpio;

import com.sun.jna.Memory;
import com.sun.jna.NativeLong;
import io.hallpulse.hardware.InputSettings.Pin;
import io.hallpulse.hardware.kernel.Libc;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** An open GPIO chip of the kernel, by its character device. For one thread. */
final class Chip implements AutoCloseable {
    private static final NativeLong CHIP_INFO = new NativeLong(GpioAbi.GET_CHIP_INFO, true);
    private static final NativeLong LINE_INFO = new NativeLong(GpioAbi.GET_LINE_INFO, true);
    private static final NativeLong GET_LINE = new NativeLong(GpioAbi.GET_LINE, true);

    private final Path device;
    private final int fd;
    private final String label;
    private final int lines;

    /**
     * One line of a chip.
     *
     * @param name as the board's description names it, such as {@code GPIO17}; empty for none
     * @param consumer who uses it; empty where nobody does
     * @param flags as the kernel has them
     */
    record Line(int offset, String name, String consumer, long flags) {
        boolean isFreeInput() {
            return consumer.isEmpty() && (flags & GpioAbi.INPUT) != 0;
        }
    }

    /** @throws Libc.Errno where it may not be opened, or is no GPIO chip */
    Chip(Path device) {
        this.device = device;
        this.fd = Libc.open(device.toString(), Libc.O_RDWR | Libc.O_CLOEXEC);
        boolean known = false;
        try (Memory info = zeros(GpioAbi.CHIP_INFO_BYTES)) {
            Libc.ioctl(fd, CHIP_INFO, info);
            label = text(info, GpioAbi.CHIP_LABEL);
            lines = info.getInt(GpioAbi.CHIP_LINES);
            known = true;
        } finally {
            if (!known) {
                Libc.close(fd);
            }
        }
    }

    /** Such as {@code gpiochip0}; another one after the chip went away and came back. */
    String name() {
        return String.valueOf(device.getFileName());
    }

    String label() {
        return label;
    }

    int lines() {
        return lines;
    }

    Line line(int offset) {
        try (Memory info = zeros(GpioAbi.LINE_INFO_BYTES)) {
            info.setInt(GpioAbi.LINE_OFFSET, offset);
            Libc.ioctl(fd, LINE_INFO, info);
            long flags = info.getLong(GpioAbi.LINE_FLAGS);
            String consumer = text(info, GpioAbi.LINE_CONSUMER);
            boolean used = (flags & GpioAbi.USED) != 0;
            return new Line(
                    offset,
                    text(info, GpioAbi.LINE_NAME),
                    !used ? "" : consumer.isEmpty() ? "the kernel" : consumer,
                    flags);
        }
    }

    /** Where a pin is on this chip; empty where it has none such. */
    Optional<Integer> offset(Pin pin) {
        String name = pin.name();
        return name == null ? Optional.of(pin.offset()).filter(number -> number < lines) : named(name);
    }

    /** The error for a pin that it does not have. */
    String hasNo(Pin pin) {
        return "there is no pin " + pin + " on " + name() + " (" + label + ", " + lines
                + " lines); correct the pin, or the chip";
    }

    /** The line of that name; the first one where the board gives a name twice. */
    private Optional<Integer> named(String name) {
        for (int offset = 0; offset < lines; offset++) {
            if (line(offset).name().equals(name)) {
                return Optional.of(offset);
            }
        }
        return Optional.empty();
    }

    /**
     * Takes a line.
     *
     * @param flags direction, bias, edges; an output begins low
     * @param consumer who it is for, as others see it; 31 bytes at most are kept
     * @return its own descriptor, which does not block
     * @throws Libc.Errno where it cannot be had
     */
    int request(int offset, long flags, String consumer) {
        try (Memory request = zeros(GpioAbi.REQUEST_BYTES)) {
            request.setInt(0, offset);
            byte[] who = kept(consumer).getBytes(StandardCharsets.UTF_8);
            request.write(GpioAbi.REQUEST_CONSUMER, who, 0, who.length);
            request.setLong(GpioAbi.REQUEST_FLAGS, flags);
            if ((flags & GpioAbi.OUTPUT) != 0) {
                request.setInt(GpioAbi.REQUEST_ATTRIBUTES, 1);
                request.setInt(GpioAbi.REQUEST_ATTRIBUTE_ID, GpioAbi.ATTRIBUTE_OUTPUT_VALUES);
                request.setLong(GpioAbi.REQUEST_ATTRIBUTE_VALUE, 0);
                request.setLong(GpioAbi.REQUEST_ATTRIBUTE_MASK, 1);
            }
            request.setInt(GpioAbi.REQUEST_LINES, 1);
            Libc.ioctl(fd, GET_LINE, request);
            int line = request.getInt(GpioAbi.REQUEST_FD);
            Libc.setNonBlocking(line);
            return line;
        }
    }

    /** What the kernel keeps of a consumer's name, which is of one byte a character. */
    static String kept(String consumer) {
        return consumer.substring(0, Math.min(consumer.length(), GpioAbi.TEXT_BYTES - 1));
    }

    @Override
    public void close() {
        Libc.close(fd);
    }

    private static Memory zeros(int bytes) {
        Memory memory = new Memory(bytes);
        memory.clear();
        return memory;
    }

    private static String text(Memory memory, int at) {
        return memory.getString(at, StandardCharsets.UTF_8.name());
    }
}
