package io.hallpulse.agent.clock;

import com.sun.jna.Function;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether something keeps the wall clock right: systemd-timesyncd left its mark, or the kernel says so ({@code adjtimex(2)} reports no
 * {@code TIME_ERROR}, which chrony and ntpd see to). Where neither can be asked the clock counts as unset: the gateway then places
 * presses by its own anchor, which is right, while a wall time that is wrongly trusted would not be.
 */
final class ClockSync {
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

    boolean isSynced() {
        return Files.exists(TIMESYNCD_MARK) || kernelSaysSo();
    }

    private boolean kernelSaysSo() {
        if (adjtimex == null) {
            return false;
        }
        int state = adjtimex.invokeInt(new Object[] {new byte[TIMEX_BYTES]});
        return state >= 0 && state != TIME_ERROR;
    }
}
