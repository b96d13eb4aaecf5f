package io.hallpulse.runtime.log;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The program's standard error, behind a bounded queue: whoever reads it may stand still (a stopped {@code tee}, Ctrl-S at a terminal)
 * and holds up no thread of ours. What does not fit is dropped and counted.
 */
public final class StandardError {
    private static final Duration LAST_WORDS = Duration.ofMillis(500);
    private static volatile @Nullable QueuedOutput queue;

    private StandardError() {}

    /** Takes the place of {@link System#err}. Before anything is logged. */
    @SuppressWarnings("resource") // it ends with the process
    public static void begin() {
        QueuedOutput queued = new QueuedOutput(System.err);
        queue = queued;
        System.setErr(new PrintStream(queued, true, StandardCharsets.UTF_8));
    }

    /** Lets the last lines out, for half a second at most. Before the process ends. */
    public static void drain() {
        QueuedOutput queued = queue;
        if (queued != null) {
            queued.drain(LAST_WORDS);
        }
    }
}
