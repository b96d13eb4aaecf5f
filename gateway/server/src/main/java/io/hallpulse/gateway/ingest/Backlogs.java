package io.hallpulse.gateway.ingest;

import io.hallpulse.contract.TerminalId;
import io.hallpulse.contract.message.RunSpan;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ToLongFunction;

/** Which runs a terminal's last status said to have more of than had come. The ingest thread. */
final class Backlogs {
    private final Map<TerminalId, Map<String, Long>> last = new HashMap<>();

    /**
     * A status came.
     *
     * @param upTo what the gateway has of a span
     * @return whether presses wait at the terminal
     */
    boolean received(TerminalId terminal, Iterable<RunSpan> runs, ToLongFunction<RunSpan> upTo) {
        Map<String, Long> waiting = new HashMap<>();
        for (RunSpan span : runs) {
            if (upTo.applyAsLong(span) < span.next() - 1) {
                waiting.put(span.run(), span.next() - 1);
            }
        }
        if (waiting.isEmpty()) {
            last.remove(terminal);
        } else {
            last.put(terminal, waiting);
        }
        return !waiting.isEmpty();
    }

    /**
     * Presses of a run were committed up to a seq.
     *
     * @return whether that was the last that the terminal waited for
     */
    boolean committed(TerminalId terminal, String run, long upTo) {
        Map<String, Long> waiting = last.get(terminal);
        Long wanted = waiting == null ? null : waiting.get(run);
        if (waiting == null || wanted == null || upTo < wanted) {
            return false;
        }
        waiting.remove(run);
        if (!waiting.isEmpty()) {
            return false;
        }
        last.remove(terminal);
        return true;
    }
}
