package io.hallpulse.gateway.config;

import io.hallpulse.domain.alarm.AlarmKind;
import io.hallpulse.domain.alarm.QuietHours;
import io.hallpulse.runtime.config.Setting;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whom alarms are told to beyond the console and the broker, and when. */
public record AlarmsConfig(
        @Setting(value = "what alarms are posted to; left out: nothing", optional = true) @Nullable
        HookConfig hook,

        @Setting(value = "to whom alarms are mailed; left out: nobody", optional = true) @Nullable
        MailConfig mail,

        @Setting(
                value =
                        "hours in which only urgent alarms are sent, by each hall's clock, such as \"22:00-07:00\"; left out: none",
                optional = true)
        @Nullable
        String quiet,

        @Setting(
                value = "kinds of alarms that are sent in quiet hours too, such as [terminals-away, disk]",
                byDefault = "[]")
        List<String> urgent) {
    /** Nobody. */
    public static final AlarmsConfig NONE = new AlarmsConfig(null, null, null, List.of());

    public AlarmsConfig {
        if (quiet != null) {
            QuietHours.parse(quiet);
        }
        urgent = List.copyOf(urgent);
        urgent.forEach(AlarmKind::ofWord);
    }

    /** When nobody is to be disturbed. */
    public @Nullable QuietHours quietHours() {
        return quiet == null ? null : QuietHours.parse(quiet);
    }

    public List<AlarmKind> urgentKinds() {
        return urgent.stream().map(AlarmKind::ofWord).toList();
    }
}
