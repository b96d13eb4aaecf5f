package io.hallpulse.systemtests.rig;

import java.io.IOException;
import java.util.Random;

/** One thing that a hostile client does, over after some seconds at most. */
@FunctionalInterface
interface HostileAct {
    /**
     * Does it; any thread.
     *
     * @throws IOException where the other side ends it, as it should
     */
    void run(HostileSockets sockets, Random random) throws IOException, InterruptedException;
}
