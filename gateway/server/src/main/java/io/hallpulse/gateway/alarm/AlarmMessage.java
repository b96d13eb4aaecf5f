package io.hallpulse.gateway.alarm;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.hallpulse.contract.message.HallAlarms.Text;
import io.hallpulse.contract.message.Json;
import io.hallpulse.contract.message.UnreadableMessage;
import io.hallpulse.domain.alarm.Alarm;
import io.hallpulse.domain.alarm.AlarmKind;
import io.hallpulse.gateway.store.AlarmDelivery;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is told of an alarm, as a web hook gets it and as the database keeps it on its way. */
@JsonPropertyOrder({"v", "id", "gateway", "event", "at", "alarm"})
record AlarmMessage(int v, String id, String gateway, String event, Instant at, Body alarm) {
    @JsonPropertyOrder({"id", "kind", "hall", "subject", "since", "closed", "count", "cause", "mend"})
    record Body(
            long id,
            String kind,
            @Nullable String hall,
            String subject,
            Instant since,
            @Nullable Instant closed,
            int count,
            Text cause,
            Text mend) {}

    /** That an alarm has opened or closed, whichever of it is told now. */
    static AlarmMessage of(String gateway, Alarm alarm, Instant now) {
        String event = alarm.told() == Alarm.Told.OPENING ? "opened" : "closed";
        Long closed = alarm.closedMillis();
        return new AlarmMessage(
                Json.VERSION,
                gateway + "-" + alarm.id() + "-" + event,
                gateway,
                event,
                now,
                new Body(
                        alarm.id(),
                        alarm.kind().word(),
                        alarm.hall().isEmpty() ? null : alarm.hall(),
                        alarm.subject(),
                        Instant.ofEpochMilli(alarm.sinceMillis()),
                        closed == null ? null : Instant.ofEpochMilli(closed),
                        alarm.count(),
                        new Text(alarm.zh(), alarm.en()),
                        new Text(alarm.kind().mendZh(), alarm.kind().mendEn())));
    }

    static AlarmMessage of(AlarmDelivery delivery) {
        try {
            return Json.read(delivery.body().getBytes(StandardCharsets.UTF_8), AlarmMessage.class);
        } catch (UnreadableMessage e) {
            throw new IllegalStateException("message " + delivery.message() + " cannot be read", e);
        }
    }

    /** It on one of its ways. */
    AlarmDelivery on(String way) {
        return new AlarmDelivery(0, way, id, at.toEpochMilli(), new String(Json.write(this), StandardCharsets.UTF_8));
    }

    AlarmKind kind() {
        return AlarmKind.ofWord(alarm.kind());
    }

    boolean opened() {
        return event.equals("opened");
    }
}
