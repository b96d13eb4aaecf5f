package io.hallpulse.gateway.alarm;

import io.hallpulse.contract.message.HallAlarms;
import io.hallpulse.contract.message.HallAlarms.Open;
import io.hallpulse.contract.message.HallAlarms.Text;
import io.hallpulse.contract.message.Json;
import io.hallpulse.domain.alarm.Alarm;
import io.hallpulse.domain.directory.Halls;
import io.hallpulse.gateway.event.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Tells consoles and the broker what has changed. The thread of {@link Alarms}. */
public final class Announcing {
    /** Well within the time for which a broker keeps what is published. */
    private static final Duration AGAIN = Duration.ofMinutes(1);

    private final Supplier<Halls> halls;
    private final Consumer<List<Event>> events;
    private final Consumer<HallAlarms> broker;
    private @Nullable Instant published;
    private List<Alarm> last = List.of();

    /**
     * @param events where events are told
     * @param broker where the alarms of a hall are published
     */
    public Announcing(Supplier<Halls> halls, Consumer<List<Event>> events, Consumer<HallAlarms> broker) {
        this.halls = halls;
        this.events = events;
        this.broker = broker;
    }

    /**
     * Tells what is otherwise.
     *
     * @param before the newest of each subject, and {@code after}: the same now
     * @param open all that are open
     */
    void now(List<Alarm> before, List<Alarm> after, List<Alarm> open, Instant now) {
        Map<Long, Alarm> known = new HashMap<>();
        before.forEach(alarm -> known.put(alarm.id(), alarm));
        List<Event> told = new ArrayList<>();
        for (Alarm alarm : after) {
            Alarm old = known.get(alarm.id());
            if (old == null ? alarm.isOpen() : old.isOpen() != alarm.isOpen()) {
                told.add(new Event.AlarmChanged(
                        alarm.hall(),
                        alarm.id(),
                        alarm.kind().word(),
                        alarm.isOpen() ? "open" : "closed",
                        open.size()));
            }
        }
        if (!told.isEmpty()) {
            events.accept(told);
        }
        if (!open.equals(last) || published == null || !now.isBefore(published.plus(AGAIN))) {
            halls.get().ids().forEach(hall -> broker.accept(message(hall, open, now)));
            last = open;
            published = now;
        }
    }

    private static HallAlarms message(String hall, List<Alarm> open, Instant now) {
        List<Alarm> here = open.stream()
                .filter(alarm -> alarm.hall().isEmpty() || alarm.hall().equals(hall))
                .toList();
        return new HallAlarms(
                Json.VERSION,
                hall,
                now,
                here.stream().limit(HallAlarms.MOST).map(Announcing::open).toList(),
                Math.max(0, here.size() - HallAlarms.MOST));
    }

    private static Open open(Alarm alarm) {
        return new Open(
                alarm.id(),
                alarm.kind().word(),
                alarm.subject(),
                Instant.ofEpochMilli(alarm.sinceMillis()),
                alarm.count(),
                alarm.acknowledgedBy() != null,
                new Text(alarm.zh(), alarm.en()),
                new Text(alarm.kind().mendZh(), alarm.kind().mendEn()));
    }
}
