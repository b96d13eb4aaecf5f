package io.hallpulse.agent.start;

import com.sun.jna.Function;
import com.sun.jna.NativeLong;
import org.jspecify.annotations.Nullable;

/** The memory that the start alone needed, such as the configuration's text and the jars' pages. */
public final class StartMemory {
    private static final Object[] ALL = {new NativeLong(0)};

    private final @Nullable Function trim = trim();

    /** Null with another C library than glibc, which keeps less to itself. */
    private static @Nullable Function trim() {
        try {
            return Function.getFunction("c", "malloc_trim");
        } catch (UnsatisfiedLinkError e) {
            return null;
        }
    }

    /**
     * Gives it back to the machine: the heap's by a collection, the C library's by its own call. All threads stand still for the first,
     * so it is called once.
     */
    public void giveBack() {
        System.gc();
        if (trim != null) {
            trim.invokeInt(ALL);
        }
    }
}
