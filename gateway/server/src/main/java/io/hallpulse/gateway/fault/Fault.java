package io.hallpulse.gateway.fault;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** The state of one thing that may be broken. The log gets a line when it breaks and one, with a count, when it is well again. Any thread. */
public final class Fault {
    private final Logger log;
    private final String what;
    private @Nullable String line;
    private long times;

    /** A thing that is well. */
    public Fault(Logger log, String what) {
        this.log = log;
        this.what = what;
    }

    /** It is broken, or still is. */
    public synchronized void occurred(String reason) {
        times++;
        if (line == null) {
            log.warn("{}: {}", what, reason);
        }
        line = reason;
    }

    /** It is well. */
    public synchronized void over() {
        if (line != null) {
            log.info("{}: well again after {} faults, the last: {}", what, times, line);
        }
        line = null;
        times = 0;
    }

    /** What is wrong now, in one line. */
    public synchronized Optional<String> current() {
        return line == null ? Optional.empty() : Optional.of(what + ": " + line);
    }

    /** An exception in one line: its message, or its type where it has none. */
    public static String oneLine(Throwable thrown) {
        String message = thrown.getMessage();
        String text = message == null || message.isBlank() ? thrown.getClass().getSimpleName() : message;
        return text.strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
