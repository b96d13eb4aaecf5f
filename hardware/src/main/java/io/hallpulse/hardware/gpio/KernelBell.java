package io.hallpulse.hardware.gpio;

import com.sun.jna.Memory;
import com.sun.jna.NativeLong;
import io.hallpulse.hardware.kernel.Libc;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Sleeps in the kernel's {@code poll(2)}: on the lines of all panels, which become readable when their level changes, and on an event
 * descriptor that any thread can write to. Events are drained and not counted: they only end the sleep.
 */
final class KernelBell implements Bell {
    private static final int EVENTS_AT_ONCE = 16;
    private static final NativeLong COUNTER_BYTES = new NativeLong(Long.BYTES);

    private final Supplier<List<KernelInput>> inputs;
    private final int ringer = Libc.eventfd();
    private final Memory one = new Memory(Long.BYTES);

    // the scanner's thread only
    private final Memory events = new Memory((long) EVENTS_AT_ONCE * GpioAbi.EVENT_BYTES);
    private final NativeLong eventsBytes = new NativeLong(events.size());
    private Memory descriptors = new Memory(Libc.POLL_BYTES);

    private boolean closed;

    /** @param inputs those that are attached now */
    KernelBell(Supplier<List<KernelInput>> inputs) {
        this.inputs = inputs;
        one.setLong(0, 1);
    }

    @Override
    public void await(long nanos, boolean edges) {
        List<KernelInput> watched = inputs.get();
        int lines = edges ? watched.size() : 0;
        prepare(lines, watched);
        long micros = Math.max(0, TimeUnit.NANOSECONDS.toMicros(nanos));
        int millis = (int) Math.min(Integer.MAX_VALUE, (micros + 999) / 1000);
        try {
            if (Libc.poll(descriptors, new NativeLong(lines + 1L), millis) == 0) {
                return;
            }
        } catch (Libc.Errno e) {
            if (e.number() != Libc.EINTR) {
                throw e;
            }
            return;
        }
        if (returned(0) != 0) {
            drain(ringer, COUNTER_BYTES);
        }
        for (int i = 0; i < lines; i++) {
            int happened = returned(i + 1);
            if ((happened & Libc.POLLIN) != 0) {
                drain(watched.get(i).fd(), eventsBytes);
            }
            if ((happened & ~Libc.POLLIN) != 0) {
                watched.get(i).lost();
            }
        }
    }

    private void prepare(int lines, List<KernelInput> watched) {
        long bytes = (lines + 1L) * Libc.POLL_BYTES;
        if (descriptors.size() < bytes) {
            descriptors = new Memory(bytes);
        }
        watch(0, ringer);
        for (int i = 0; i < lines; i++) {
            watch(i + 1, watched.get(i).fd());
        }
    }

    private void watch(int place, int fd) {
        long at = (long) place * Libc.POLL_BYTES;
        descriptors.setInt(at, fd);
        descriptors.setShort(at + Libc.POLL_EVENTS, Libc.POLLIN);
        descriptors.setShort(at + Libc.POLL_REVENTS, (short) 0);
    }

    private int returned(int place) {
        return descriptors.getShort((long) place * Libc.POLL_BYTES + Libc.POLL_REVENTS);
    }

    /** Until nothing is left: a queue that is not empty would end the next sleep at once. */
    private void drain(int fd, NativeLong bytes) {
        try {
            while (Libc.read(fd, events, bytes) == bytes.intValue()) {
                // a full buffer may have left some
            }
        } catch (Libc.Errno e) {
            // empty now; a line that is gone shows in its level
        }
    }

    @Override
    public synchronized void ring() {
        if (!closed) {
            try {
                Libc.write(ringer, one, COUNTER_BYTES);
            } catch (Libc.Errno e) {
                // its counter is full, so it rings already
            }
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        Libc.close(ringer);
    }
}
