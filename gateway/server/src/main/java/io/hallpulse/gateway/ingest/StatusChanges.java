package io.hallpulse.gateway.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hallpulse.contract.TerminalId;
import io.hallpulse.contract.message.Json;
import io.hallpulse.contract.message.Status;
import io.hallpulse.contract.message.UnreadableMessage;
import io.hallpulse.gateway.event.Event;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which statuses say something new: a terminal repeats its own every 30 s, with other clocks and counters each time. Of the last one a
 * hash is enough, since an event is only a hint to look. The ingest thread.
 */
final class StatusChanges {
    private static final List<String> EVER_MOVING = List.of("anchor", "mono", "diskFree", "runs");

    private final Map<TerminalId, Integer> last = new HashMap<>();

    /** The events of the statuses in a group. */
    List<Event> of(List<Incoming> group) {
        List<Event> events = new ArrayList<>();
        for (Incoming incoming : group) {
            if (incoming instanceof Incoming.OfStatus one) {
                int now = essence(one.status());
                Integer before = last.put(one.terminal(), now);
                if (before == null || before != now) {
                    events.add(new Event.TerminalChanged(
                            one.terminal(), one.status().state()));
                }
            }
        }
        return events;
    }

    private static int essence(Status status) {
        try {
            ObjectNode said = Json.read(Json.write(status), ObjectNode.class);
            said.remove(EVER_MOVING);
            for (JsonNode input : said.path("inputs")) {
                if (input instanceof ObjectNode one) {
                    one.remove("counters");
                }
            }
            return said.hashCode();
        } catch (UnreadableMessage e) {
            throw new IllegalStateException("a status that was written cannot be read", e);
        }
    }
}
