package io.hallpulse.agent.command;

import com.sun.jna.Function;
import com.sun.jna.NativeLong;

/** What the start alone needed, such as the configuration's text and the jars' pages: a fifth of a small terminal's memory. */
final class StartMemory {
    private StartMemory() {}

    /** Gives it back to the machine: the heap's by a collection, the C library's by its own call. Takes some 50 ms, once. */
    static void giveBack() {
        System.gc();
        try {
            Function.getFunction("c", "malloc_trim").invokeInt(new Object[] {new NativeLong(0)});
        } catch (UnsatisfiedLinkError e) {
            return; // another C library than glibc, which keeps less to itself
        }
    }
}
