package io.hallpulse.runtime.clock;

import com.sun.jna.Function;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether something keeps the wall clock right. The kernel decides: {@code adjtimex(2)} reports no {@code TIME_ERROR} while chrony, ntpd or
 * systemd-timesyncd keep it. Where a sandbox does not let the kernel be asked, the mark that systemd-timesyncd leaves decides. Without either
 * the clock counts as unset: a wall time that is wrongly trusted puts presses into the wrong hour, one that is not trusted does not. Any
 * thread.
 */
public final class ClockSync {
    private static final Logger log = LoggerFactory.getLogger(ClockSync.class);
    private static final Path TIMESYNCD_MARK = Path.of("/run/systemd/timesync/synchronized");
    private static final int TIME_ERROR = 5;
    /** More than {@code struct timex} has on any platform; {@code modes}, its first member, is 0: read only. */
    private static final int TIMEX_BYTES = 512;

    /** The C library's function. */
    private final @Nullable Function adjtimex = load();

    private static @Nullable Function load() {
        try {
            return Function.getFunction("c", "adjtimex");
        } catch (LinkageError e) {
            log.warn(
                    "the kernel cannot be asked whether the clock is synced ({}); {} decides",
                    e.getMessage(),
                    TIMESYNCD_MARK);
            return null;
        }
    }

    /** Asks anew at each call. */
    public boolean isSynced() {
        int state = kernelState();
        return state < 0 ? Files.exists(TIMESYNCD_MARK) : state != TIME_ERROR;
    }

    /** Negative where it cannot be read. */
    private int kernelState() {
        return adjtimex == null ? -1 : adjtimex.invokeInt(new Object[] {new byte[TIMEX_BYTES]});
    }
}
