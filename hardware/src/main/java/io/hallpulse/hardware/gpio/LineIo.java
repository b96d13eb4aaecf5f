package io.hallpulse.hardware.gpio;

import com.sun.jna.Memory;
import com.sun.jna.NativeLong;
import io.hallpulse.hardware.kernel.Libc;

/**
 * Reading and setting the level of lines by their descriptors, with one buffer for all. Any thread: the scanner reads, and whoever starts or
 * ends a panel makes its lamps dark.
 */
final class LineIo {
    private static final NativeLong GET_VALUES = new NativeLong(GpioAbi.GET_VALUES, true);
    private static final NativeLong SET_VALUES = new NativeLong(GpioAbi.SET_VALUES, true);

    private final Memory values = new Memory(GpioAbi.VALUES_BYTES);

    /** @throws Libc.Errno where the line is gone */
    synchronized boolean isHigh(int fd) {
        values.setLong(GpioAbi.VALUES_BITS, 0);
        values.setLong(GpioAbi.VALUES_MASK, 1);
        Libc.ioctl(fd, GET_VALUES, values);
        return (values.getLong(GpioAbi.VALUES_BITS) & 1) == 1;
    }

    /** @throws Libc.Errno where the line is gone */
    synchronized void set(int fd, boolean high) {
        values.setLong(GpioAbi.VALUES_BITS, high ? 1 : 0);
        values.setLong(GpioAbi.VALUES_MASK, 1);
        Libc.ioctl(fd, SET_VALUES, values);
    }
}
