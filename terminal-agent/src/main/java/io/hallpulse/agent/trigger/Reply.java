package io.hallpulse.agent.trigger;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The answer to a request that was not refused; null for one without a body. */
record Reply(int status, @Nullable Map<String, @Nullable Object> body) {
    static final Reply DONE = new Reply(204, null);
}
