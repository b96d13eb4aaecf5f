package io.hallpulse.agent.uplink;

import io.hallpulse.contract.TerminalId;
import java.time.Duration;
import java.util.Optional;

/**
 * Another terminal under our own name, perhaps a copy of our card: the broker ends a connection as soon as another client of that
 * name connects. A fault until an hour has passed without it. Any thread.
 */
final class DuplicateTerminal {
    private static final long REMEMBERED_NANOS = Duration.ofHours(1).toNanos();

    private final TerminalId terminal;
    private long times;
    private long lastNanos;

    DuplicateTerminal(TerminalId terminal) {
        this.terminal = terminal;
    }

    /** It took our connection. */
    synchronized void seen(long nowNanos) {
        times++;
        lastNanos = nowNanos;
    }

    /** The same words each time, so that a log can count them. */
    String line() {
        return "another terminal is called " + terminal + " too and took our connection; give one of them another name";
    }

    /** One line for a technician, with the count. */
    synchronized Optional<String> fault(long nowNanos) {
        if (times > 0 && nowNanos - lastNanos >= REMEMBERED_NANOS) {
            times = 0;
        }
        return times == 0 ? Optional.empty() : Optional.of(line() + " (" + times + " times)");
    }
}
