package io.hallpulse.gateway.ingest;

import io.hallpulse.contract.TerminalId;
import io.hallpulse.gateway.store.RunTable;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * How many runs a terminal may begin in a day. Each costs a row for ever; a terminal that draws them without end is broken or
 * hostile, and its further presses wait, unacknowledged, for the next day. The ingest thread.
 */
final class RunLimit {
    /** A terminal that restarts every three minutes, and presses each time. */
    static final int A_DAY = 500;

    private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();
    /** A terminal that is over it is not counted again so soon. */
    private static final long REST_MILLIS = Duration.ofMinutes(1).toMillis();

    private static final int MOST_RESTING = 10_000;

    private final Map<TerminalId, Long> restingUntil = new HashMap<>();

    /** Whether a terminal may begin another run. */
    boolean allows(RunTable runs, TerminalId terminal, long nowMillis) throws SQLException {
        Long until = restingUntil.get(terminal);
        if (until != null && nowMillis < until && until - nowMillis <= REST_MILLIS) {
            return false;
        }
        restingUntil.remove(terminal);
        if (runs.firstHeardSince(terminal, nowMillis - DAY_MILLIS) < A_DAY) {
            return true;
        }
        if (restingUntil.size() >= MOST_RESTING) {
            restingUntil.clear();
        }
        restingUntil.put(terminal, nowMillis + REST_MILLIS);
        return false;
    }
}
