package io.hallpulse.gateway.clock;

import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether the kernel calls the wall clock synced, which chrony, ntpd and systemd-timesyncd see to. Any thread. */
public final class KernelClock {
    private static final Logger LOG = LoggerFactory.getLogger(KernelClock.class);
    /** What {@code adjtimex(2)} returns for a clock that nobody keeps. */
    private static final int TIME_ERROR = 5;
    /** More than {@code struct timex} has on any platform; its first member, what to change, stays 0. */
    private static final int TIMEX_BYTES = 512;

    private KernelClock() {}

    private interface Clock extends Library {
        int adjtimex(Memory timex);
    }

    /** Asks the kernel; where it cannot be asked the answer is no. */
    public static BooleanSupplier open() {
        try {
            Clock kernel = Native.load("c", Clock.class);
            return () -> isSynced(kernel);
        } catch (LinkageError e) {
            LOG.warn("the kernel cannot be asked whether the clock is synced: {}", e.getMessage());
            return () -> false;
        }
    }

    private static boolean isSynced(Clock kernel) {
        try (Memory timex = new Memory(TIMEX_BYTES)) {
            timex.clear();
            int state = kernel.adjtimex(timex);
            return state >= 0 && state != TIME_ERROR;
        }
    }
}
