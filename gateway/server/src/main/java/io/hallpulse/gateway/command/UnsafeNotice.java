package io.hallpulse.gateway.command;

import java.lang.reflect.Field;

/**
 * What Java 24 and newer print once, when the first library uses {@code sun.misc.Unsafe}: the embedded broker's queues do. Whoever runs a
 * gateway can do nothing about it, and a jar, unlike the start script, cannot carry the option that allows it.
 */
final class UnsafeNotice {
    private static final int FIRST_WITH_NOTICE = 24;

    private UnsafeNotice() {}

    /** Has Java believe that it was printed. Before anything of the broker is loaded; where Java has no such mark, it prints. */
    static void markGiven() {
        if (Runtime.version().feature() < FIRST_WITH_NOTICE) {
            return;
        }
        try {
            Field given = Class.forName("sun.misc.Unsafe").getDeclaredField("memoryAccessWarned");
            given.setAccessible(true);
            given.setBoolean(null, true);
        } catch (ReflectiveOperationException | RuntimeException e) {
            // a notice does no harm
        }
    }
}
