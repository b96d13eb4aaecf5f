package io.hallpulse.gateway.ingest;

import io.hallpulse.contract.TerminalId;
import io.hallpulse.contract.message.ReceivedPresses;
import io.hallpulse.domain.directory.Hall;
import io.hallpulse.domain.press.PressState;
import io.hallpulse.domain.press.StoredPress;
import io.hallpulse.gateway.event.Event;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How many presses one group stored, by terminal, window and outcome: a backlog of thousands is a few events. The writer's thread, for ingest. */
final class PressedCounts {
    private final Map<Key, Integer> counts = new LinkedHashMap<>();

    private record Key(TerminalId terminal, @Nullable String window, PressState outcome) {}

    void add(Hall hall, TerminalId terminal, StoredPress press) {
        String window = press.item() instanceof ReceivedPresses.Valid valid
                ? valid.press().window()
                : null;
        boolean known = window != null && hall.windows().containsKey(window);
        counts.merge(new Key(terminal, known ? window : null, press.state()), 1, Integer::sum);
    }

    List<Event> events() {
        return counts.entrySet().stream()
                .map(one -> (Event) new Event.Pressed(
                        one.getKey().terminal(),
                        one.getKey().window(),
                        one.getKey().outcome(),
                        one.getValue()))
                .toList();
    }
}
