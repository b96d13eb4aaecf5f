package io.hallpulse.gateway.ingest;

import io.hallpulse.contract.TerminalId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the last online status of each terminal said of itself; bounded, the longest silent goes first. The ingest thread. */
final class LastStatuses {
    private static final int MOST = 20_000;

    private final Map<TerminalId, Last> last = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * A status.
     *
     * @param bootId row of its boot, 0 where it named none
     * @param allRunsMillis when it named all its runs, null where it may not have
     */
    record Last(long bootId, @Nullable Long allRunsMillis) {}

    @Nullable
    Last last(TerminalId terminal) {
        return last.get(terminal);
    }

    void received(TerminalId terminal, Last status) {
        last.put(terminal, status);
        if (last.size() > MOST) {
            last.remove(last.keySet().iterator().next());
        }
    }
}
