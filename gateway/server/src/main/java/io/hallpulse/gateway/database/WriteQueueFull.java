package io.hallpulse.gateway.database;

import java.util.concurrent.RejectedExecutionException;

/** A change that was refused because too many wait already; the same may be asked for again soon. */
public final class WriteQueueFull extends RejectedExecutionException {
    private static final long serialVersionUID = 1;

    WriteQueueFull() {
        super("more than " + WriteQueue.MOST + " changes wait to be stored; try again in some seconds");
    }
}
