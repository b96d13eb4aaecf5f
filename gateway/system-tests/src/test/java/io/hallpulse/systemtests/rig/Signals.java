package io.hallpulse.systemtests.rig;

import com.sun.jna.Library;
import com.sun.jna.Native;

/** {@code kill(2)}. */
final class Signals {
    static final int HANG_UP = 1;
    static final int CONTINUE = 18;
    static final int STOP = 19;

    private static final LibC C = Native.load("c", LibC.class);

    /** The C library. */
    interface LibC extends Library {
        int kill(int pid, int signal);
    }

    private Signals() {}

    static void send(long pid, int signal) {
        C.kill((int) pid, signal);
    }
}
