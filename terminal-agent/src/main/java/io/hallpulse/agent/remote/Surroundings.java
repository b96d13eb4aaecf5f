package io.hallpulse.agent.remote;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The program that a terminal runs in.
 *
 * @param restart asks the program to end so that its service manager starts it again, and returns at once; null where nothing would
 * @param log the newest lines of its log, the oldest first; empty where it keeps none
 * @param file its configuration, null where the gateway may not change that
 */
public record Surroundings(
        @Nullable Runnable restart,
        Supplier<List<String>> log,
        @Nullable WantedFile file) {
    /** A program that a terminal can neither end nor read the log of. */
    public static final Surroundings NONE = new Surroundings(null, List::of, null);
}
