package io.hallpulse.gateway.alarm;

import io.hallpulse.domain.alarm.Alarm;
import io.hallpulse.domain.alarm.AlarmKind;
import io.hallpulse.domain.alarm.QuietHours;
import io.hallpulse.domain.alarm.Telling;
import io.hallpulse.domain.directory.Hall;
import io.hallpulse.domain.directory.Halls;
import io.hallpulse.gateway.config.AlarmsConfig;
import io.hallpulse.gateway.store.StoreWriter.Tables;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is to be sent of alarms, and when. The thread of {@link Alarms}. */
public final class Messages {
    static final String HOOK = "hook";
    static final String MAIL = "mail";

    private final String gateway;
    private final List<String> ways;
    private final @Nullable QuietHours quiet;
    private final Set<AlarmKind> urgent;
    private final Supplier<Halls> halls;

    /** @param gateway its id, which is in each message */
    public Messages(String gateway, AlarmsConfig config, Supplier<Halls> halls) {
        this.gateway = gateway;
        this.ways = Stream.of(config.hook() == null ? "" : HOOK, config.mail() == null ? "" : MAIL)
                .filter(way -> !way.isEmpty())
                .toList();
        this.quiet = config.quietHours();
        this.urgent = Set.copyOf(config.urgentKinds());
        this.halls = halls;
    }

    /** Those of which something is to be told now, as they are once it is on its way. */
    List<Alarm> due(List<Alarm> newest, Instant now) {
        List<Alarm> due = new ArrayList<>();
        if (!ways.isEmpty()) {
            newest.forEach(alarm -> Telling.due(alarm, isQuiet(alarm, now), now.toEpochMilli())
                    .ifPresent(told -> due.add(alarm.told(told))));
        }
        return due;
    }

    private boolean isQuiet(Alarm alarm, Instant now) {
        return quiet != null
                && !urgent.contains(alarm.kind())
                && quiet.contains(now.atZone(zone(halls.get(), alarm.hall())).toLocalTime());
    }

    /** By whose clock an alarm's times are told: its hall's, or the first one's where it is the gateway's own. */
    static ZoneId zone(Halls halls, @Nullable String of) {
        Hall hall = of == null ? null : halls.hall(of);
        return hall != null
                ? hall.zone()
                : halls.all().stream().findFirst().map(Hall::zone).orElse(ZoneOffset.UTC);
    }

    /** Puts messages on their way, in the transaction that keeps that they were told. */
    boolean send(Tables tables, List<Alarm> due, Instant now) throws SQLException {
        for (Alarm alarm : due) {
            tables.alarms().update(alarm);
            AlarmMessage message = AlarmMessage.of(gateway, alarm, now);
            for (String way : ways) {
                tables.alarms().deliver(message.on(way));
            }
        }
        return true;
    }
}
