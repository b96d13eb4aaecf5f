package io.hallpulse.hardware.gpio;

import com.sun.jna.Memory;
import com.sun.jna.NativeLong;
import io.hallpulse.hardware.kernel.Libc;
import io.hallpulse.hardware.kernel.PollSet;
import io.hallpulse.hardware.kernel.WakeUp;
import java.util.List;
import java.util.function.Supplier;

/**
 * Sleeps in the kernel's {@code poll(2)}: on the lines of all panels, which become readable when their level changes, and on an event
 * descriptor that any thread can write to. Events are drained and not counted: they only end the sleep.
 */
final class KernelBell implements Bell {
    private static final int EVENTS_AT_ONCE = 16;

    private final Supplier<List<KernelInput>> inputs;
    private final WakeUp ringer = new WakeUp();

    // the scanner's thread only
    private final Memory events = new Memory((long) EVENTS_AT_ONCE * GpioAbi.EVENT_BYTES);
    private final NativeLong eventsBytes = new NativeLong(events.size());
    private final PollSet polled = new PollSet();

    /** @param inputs those that are attached now */
    KernelBell(Supplier<List<KernelInput>> inputs) {
        this.inputs = inputs;
    }

    @Override
    public void await(long nanos, boolean edges) {
        List<KernelInput> watched = inputs.get();
        int lines = edges ? watched.size() : 0;
        polled.resize(lines + 1);
        polled.watch(0, ringer.fd());
        for (int i = 0; i < lines; i++) {
            polled.watch(i + 1, watched.get(i).fd());
        }
        if (!polled.await(nanos)) {
            return;
        }
        if (polled.returned(0) != 0) {
            ringer.clear();
        }
        for (int i = 0; i < lines; i++) {
            int happened = polled.returned(i + 1);
            if ((happened & Libc.POLLIN) != 0) {
                drain(watched.get(i).fd());
            }
            if ((happened & ~Libc.POLLIN) != 0) {
                watched.get(i).lost();
            }
        }
    }

    /** Until nothing is left: a queue that is not empty would end the next sleep at once. */
    private void drain(int fd) {
        try {
            while (Libc.read(fd, events, eventsBytes) == eventsBytes.intValue()) {
                // a full buffer may have left some
            }
        } catch (Libc.Errno e) {
            // empty now; a line that is gone shows in its level
        }
    }

    @Override
    public void ring() {
        ringer.ring();
    }

    @Override
    public void close() {
        ringer.close();
    }
}
