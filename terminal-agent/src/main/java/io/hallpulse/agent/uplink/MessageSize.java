package io.hallpulse.agent.uplink;

import io.hallpulse.contract.message.Json;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The largest message of presses where a broker takes less than it announces: half of what it refused, and so on until it fits. Kept
 * over connections, so that it is found once. The uplink's thread, save for {@link #fault}.
 */
final class MessageSize {
    /** The same words each time, so that a log can count them. */
    static final String LARGE = "the broker does not take messages as large as ours, so we send smaller ones;"
            + " raise its message_size_limit or max_packet_size";

    private int bytes = Json.MAX_MESSAGE_BYTES;
    private int statusBytes = Json.MAX_MESSAGE_BYTES;
    private volatile @Nullable String fault;

    int bytes() {
        return bytes;
    }

    /** The most bytes of a status. */
    int statusBytes() {
        return statusBytes;
    }

    void statusRefused(int refusedBytes) {
        statusBytes = Math.min(statusBytes, refusedBytes - 1);
    }

    /** A message of several presses was too large. */
    void refused(int refusedBytes) {
        bytes = Math.min(bytes, Math.max(1, refusedBytes / 2));
    }

    /** Not even one press fits. @return one line for a technician */
    String refused(String run, long seq) {
        String line = "press " + seq + " of run " + run
                + " alone is larger than the broker takes and waits in the outbox, the others"
                + " go on; raise the broker's message_size_limit or max_packet_size";
        fault = line;
        return line;
    }

    /** A new connection: what was too large is tried again. */
    void connected() {
        fault = null;
    }

    /** That of a single press. Any thread. */
    Optional<String> fault() {
        return Optional.ofNullable(fault);
    }
}
