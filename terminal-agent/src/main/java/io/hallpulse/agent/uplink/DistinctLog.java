package io.hallpulse.agent.uplink;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** Says a fault once, and how often it came when it changes or ends: never a flood. For one thread. */
final class DistinctLog {
    private final Logger log;
    private @Nullable String fault;
    private long times;

    DistinctLog(Logger log) {
        this.log = log;
    }

    void fault(String line) {
        if (line.equals(fault)) {
            times++;
            return;
        }
        end();
        fault = line;
        times = 1;
        log.warn("{}", line);
    }

    /** Whatever it was, it is over. */
    void end() {
        if (fault != null && times > 1) {
            log.info("{} times: {}", times, fault);
        }
        fault = null;
    }
}
