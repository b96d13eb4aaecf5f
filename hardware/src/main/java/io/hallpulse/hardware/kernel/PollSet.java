package io.hallpulse.hardware.kernel;

import com.sun.jna.Memory;
import com.sun.jna.NativeLong;
import java.util.concurrent.TimeUnit;

/** The descriptors of one {@code poll(2)}, all for {@link Libc#POLLIN}. For one thread. */
public final class PollSet {
    private Memory descriptors = new Memory(Libc.POLL_BYTES);
    private int size;

    /** Begins anew with this many descriptors, each of which {@link #watch} sets. */
    public void resize(int count) {
        size = count;
        long bytes = (long) count * Libc.POLL_BYTES;
        if (descriptors.size() < bytes) {
            descriptors = new Memory(bytes);
        }
    }

    public void watch(int place, int fd) {
        long at = (long) place * Libc.POLL_BYTES;
        descriptors.setInt(at, fd);
        descriptors.setShort(at + Libc.POLL_EVENTS, Libc.POLLIN);
        descriptors.setShort(at + Libc.POLL_REVENTS, (short) 0);
    }

    /**
     * Sleeps until one is ready or that time has passed, which is rounded up to whole milliseconds; a signal ends it early.
     *
     * @return whether any is ready
     */
    public boolean await(long nanos) {
        long micros = Math.max(0, TimeUnit.NANOSECONDS.toMicros(nanos));
        int millis = (int) Math.min(Integer.MAX_VALUE, (micros + 999) / 1000);
        try {
            return Libc.poll(descriptors, new NativeLong(size), millis) > 0;
        } catch (Libc.Errno e) {
            if (e.number() != Libc.EINTR) {
                throw e;
            }
            return false;
        }
    }

    /** What happened at a place: {@link Libc#POLLIN}, or bits that tell of its end; 0 for nothing. */
    public int returned(int place) {
        return descriptors.getShort((long) place * Libc.POLL_BYTES + Libc.POLL_REVENTS);
    }
}
