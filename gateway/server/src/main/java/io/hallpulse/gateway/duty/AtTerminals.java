package io.hallpulse.gateway.duty;

import io.hallpulse.contract.TerminalId;
import io.hallpulse.contract.message.Status;
import io.hallpulse.domain.directory.Hall;
import io.hallpulse.domain.directory.Halls;
import io.hallpulse.domain.duty.Duty;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Who signed in at the terminals themselves, as their statuses say every 30 s. It is kept in memory alone: each press names its staff by
 * itself, and this is what screens show. What a terminal said last ends with its hall's day. Any thread.
 */
final class AtTerminals {
    private final Supplier<Halls> directory;
    private final InstantSource clock;
    private final Map<Place, Said> places = new ConcurrentHashMap<>();

    private record Place(String hall, String window) {}

    private record Said(TerminalId by, Duty duty) {}

    AtTerminals(Supplier<Halls> directory, InstantSource clock) {
        this.directory = directory;
        this.clock = clock;
    }

    /** Takes in a status; a small one, which tells only what is needed, says nothing of this. */
    void heard(TerminalId terminal, Status status) {
        Hall hall = directory.get().hall(terminal.hall());
        if (hall == null || status.inputs() == null) {
            return;
        }
        Map<String, String> onDuty = status.onDuty();
        for (String window : hall.windows().keySet()) {
            String staff = onDuty == null ? null : onDuty.get(window);
            places.compute(
                    new Place(hall.id(), window),
                    (place, before) ->
                            staff == null ? left(before, terminal) : said(before, terminal, hall, window, staff));
        }
    }

    private static @Nullable Said left(@Nullable Said before, TerminalId terminal) {
        return before != null && before.by().equals(terminal) ? null : before;
    }

    private Said said(@Nullable Said before, TerminalId terminal, Hall hall, String window, String staff) {
        Duty now = Duty.of(hall.id(), hall.zone(), window, clock.millis(), staff);
        return new Said(
                terminal,
                before != null && staff.equals(before.duty().staff())
                        ? new Duty(hall.id(), window, before.duty().fromMillis(), now.endsMillis(), staff)
                        : now);
    }

    /** What was said of a window; it may be over. */
    Optional<Duty> at(String hall, String window) {
        return Optional.ofNullable(places.get(new Place(hall, window))).map(Said::duty);
    }
}
