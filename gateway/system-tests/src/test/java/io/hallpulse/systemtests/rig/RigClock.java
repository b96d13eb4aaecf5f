package io.hallpulse.systemtests.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The monotonic clock of this boot as terminals read it, in milliseconds, so that what they stored can be set beside what was pressed. */
final class RigClock {
    private static final long BOOT_NANOS = bootNanos();

    private RigClock() {}

    static long monoMillis() {
        return (System.nanoTime() - BOOT_NANOS) / 1_000_000;
    }

    private static long bootNanos() {
        try {
            String uptimeSeconds = Files.readString(Path.of("/proc/uptime")).split(" ", 2)[0];
            return System.nanoTime() - (long) (Double.parseDouble(uptimeSeconds) * 1e9);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
