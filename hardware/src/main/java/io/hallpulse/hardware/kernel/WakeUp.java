package io.hallpulse.hardware.kernel;

import com.sun.jna.Memory;
import com.sun.jna.NativeLong;

/** An event descriptor, which one thread polls beside its devices and any thread makes readable to end that poll, or the next one. */
public final class WakeUp implements AutoCloseable {
    private static final NativeLong COUNTER_BYTES = new NativeLong(Long.BYTES);

    private final int fd = Libc.eventfd();
    private final Memory one = new Memory(Long.BYTES);

    // the polling thread only
    private final Memory counter = new Memory(Long.BYTES);

    private boolean closed;

    public WakeUp() {
        one.setLong(0, 1);
    }

    /** What to poll, for {@link Libc#POLLIN}. */
    public int fd() {
        return fd;
    }

    /** Ends the poll, or the next one; nothing once closed. Any thread. */
    public synchronized void ring() {
        if (!closed) {
            try {
                Libc.write(fd, one, COUNTER_BYTES);
            } catch (Libc.Errno e) {
                // its counter is full, so it rings already
            }
        }
    }

    /** Forgets what rang, so that the next poll waits. The polling thread only. */
    public void clear() {
        try {
            Libc.read(fd, counter, COUNTER_BYTES);
        } catch (Libc.Errno e) {
            // nothing rang
        }
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            Libc.close(fd);
        }
    }
}
