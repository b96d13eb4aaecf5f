package io.hallpulse.hardware.serial;

import com.sun.jna.Memory;
import io.hallpulse.hardware.kernel.Libc;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A serial device that one user has at a time, root or not: {@code flock(2)} on the device itself, which ends with the process whatever
 * becomes of it. It also sees when another program, without a lock, changed the line's settings. For one thread.
 */
final class PortLock implements AutoCloseable {
    private static final int TERMIOS_BYTES = 128;

    private final int fd;
    private final Memory settings = new Memory(TERMIOS_BYTES);
    private byte[] kept = {};

    private PortLock(int fd) {
        this.fd = fd;
        settings.clear();
    }

    /** @throws IOException with one line where the device cannot be had */
    static PortLock take(Path device) throws IOException {
        int fd;
        try {
            fd = Libc.open(device.toString(), Libc.O_RDWR | Libc.O_NOCTTY | Libc.O_NONBLOCK | Libc.O_CLOEXEC);
        } catch (Libc.Errno e) {
            throw new IOException(
                    e.isDenied()
                            ? "no permission; add the user to the group dialout"
                            : e.number() == Libc.EBUSY
                                    ? "the port is in use; stop the other program"
                                    : e.getMessage() + "; check the cable",
                    e);
        }
        if (Libc.lock(fd)) {
            return new PortLock(fd);
        }
        Libc.close(fd);
        throw new IOException(
                "the port is in use by another command or input of this program; stop a running terminal-agent first");
    }

    /** The device itself, opened beside the library: to be polled. */
    int fd() {
        return fd;
    }

    /** Remembers the line's settings as ours. */
    void keepSettings() {
        kept = now();
    }

    /** Whether somebody changed them since. */
    boolean settingsChanged() {
        return !Arrays.equals(kept, now());
    }

    private byte[] now() {
        Libc.terminalSettings(fd, settings);
        return settings.getByteArray(0, TERMIOS_BYTES);
    }

    @Override
    public void close() {
        Libc.close(fd);
    }
}
