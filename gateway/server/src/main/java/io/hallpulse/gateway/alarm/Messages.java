package io.hallpulse.gateway.alarm;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.hallpulse.contract.message.HallAlarms.Text;
import io.hallpulse.contract.message.Json;
import io.hallpulse.domain.alarm.Alarm;
import io.hallpulse.domain.alarm.AlarmKind;
import io.hallpulse.domain.alarm.QuietHours;
import io.hallpulse.domain.alarm.Telling;
import io.hallpulse.domain.directory.Hall;
import io.hallpulse.domain.directory.Halls;
import io.hallpulse.gateway.config.AlarmsConfig;
import io.hallpulse.gateway.store.AlarmDelivery;
import io.hallpulse.gateway.store.StoreWriter.Tables;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is to be sent of alarms, and when. The thread of {@link Alarms}. */
public final class Messages {
    static final String HOOK = "hook";

    private final String gateway;
    private final boolean sends;
    private final @Nullable QuietHours quiet;
    private final Set<AlarmKind> urgent;
    private final Supplier<Halls> halls;

    /** @param gateway its id, which is in each message */
    public Messages(String gateway, AlarmsConfig config, Supplier<Halls> halls) {
        this.gateway = gateway;
        this.sends = config.hook() != null;
        this.quiet = config.quietHours();
        this.urgent = Set.copyOf(config.urgentKinds());
        this.halls = halls;
    }

    @JsonPropertyOrder({"v", "id", "gateway", "event", "at", "alarm"})
    private record Message(int v, String id, String gateway, String event, Instant at, Body alarm) {}

    @JsonPropertyOrder({"id", "kind", "hall", "subject", "since", "closed", "count", "cause", "mend"})
    private record Body(
            long id,
            String kind,
            @Nullable String hall,
            String subject,
            Instant since,
            @Nullable Instant closed,
            int count,
            Text cause,
            Text mend) {}

    /** Those of which something is to be told now, as they are once it is on its way. */
    List<Alarm> due(List<Alarm> newest, Instant now) {
        List<Alarm> due = new ArrayList<>();
        if (sends) {
            newest.forEach(alarm -> Telling.due(alarm, isQuiet(alarm, now), now.toEpochMilli())
                    .ifPresent(told -> due.add(alarm.told(told))));
        }
        return due;
    }

    private boolean isQuiet(Alarm alarm, Instant now) {
        return quiet != null
                && !urgent.contains(alarm.kind())
                && quiet.contains(now.atZone(zone(alarm)).toLocalTime());
    }

    private ZoneId zone(Alarm alarm) {
        Hall hall = halls.get().hall(alarm.hall());
        return hall != null
                ? hall.zone()
                : halls.get().all().stream().findFirst().map(Hall::zone).orElse(ZoneOffset.UTC);
    }

    /** Puts messages on their way, in the transaction that keeps that they were told. */
    boolean send(Tables tables, List<Alarm> due, Instant now) throws SQLException {
        for (Alarm alarm : due) {
            tables.alarms().update(alarm);
            String event = alarm.told() == Alarm.Told.OPENING ? "opened" : "closed";
            String id = gateway + "-" + alarm.id() + "-" + event;
            Message message = new Message(Json.VERSION, id, gateway, event, now, body(alarm));
            tables.alarms()
                    .deliver(new AlarmDelivery(
                            0, HOOK, id, now.toEpochMilli(), new String(Json.write(message), StandardCharsets.UTF_8)));
        }
        return true;
    }

    private static Body body(Alarm alarm) {
        Long closed = alarm.closedMillis();
        return new Body(
                alarm.id(),
                alarm.kind().word(),
                alarm.hall().isEmpty() ? null : alarm.hall(),
                alarm.subject(),
                Instant.ofEpochMilli(alarm.sinceMillis()),
                closed == null ? null : Instant.ofEpochMilli(closed),
                alarm.count(),
                new Text(alarm.zh(), alarm.en()),
                new Text(alarm.kind().mendZh(), alarm.kind().mendEn()));
    }
}
