package io.hallpulse.runtime.program;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;

/**
 * The open parts of a program: what was opened first is closed last. A part that cannot be closed is logged, once, and the others are
 * closed all the same. One thread at a time.
 */
public final class CloseStack implements AutoCloseable {
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final Logger log;

    public CloseStack(Logger log) {
        this.log = log;
    }

    /** Adds a part that has just been opened; returns the same. */
    public <T extends AutoCloseable> T add(T part) {
        parts.push(part);
        return part;
    }

    /** Closes all of them. An interrupt is passed on when the last is closed. */
    @Override
    public void close() {
        boolean interrupted = false;
        for (AutoCloseable part = parts.poll(); part != null; part = parts.poll()) {
            try {
                part.close();
            } catch (InterruptedException e) {
                interrupted = true;
                log.warn("not closed cleanly: interrupted");
            } catch (Exception e) {
                log.warn("not closed cleanly: {}", e.getMessage() == null ? e.toString() : e.getMessage());
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
