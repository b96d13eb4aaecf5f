package io.hallpulse.gateway.config;

import io.hallpulse.contract.Identifiers;
import io.hallpulse.domain.directory.Hall;
import io.hallpulse.runtime.config.Setting;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** One hall: its windows, its day, and what its screen may show. */
public record HallConfig(
        @Setting("its identifier, in lower case, unique in the gateway")
        String id,

        @Setting("what people call it") Name name,

        @Setting(value = "IANA name of the zone that says what a day is", byDefault = "Asia/Shanghai")
        String timeZone,

        @Setting(value = "what its screen shows and hides", byDefault = "{}")
        ScreenConfig screen,

        @Setting(
                value = "levels that are neither good nor bad: [3] where fairly satisfied is no good rating",
                byDefault = "[]")
        List<Integer> neutral,

        @Setting("its windows") List<WindowConfig> windows) {
    public HallConfig {
        Identifiers.requireLowerCaseIdentifier("hall", id);
        try {
            ZoneId.of(timeZone);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "'" + timeZone + "' is no time zone; write one such as Asia/Shanghai", e);
        }
        neutral = List.copyOf(neutral);
        if (!Set.of(3).containsAll(neutral)) {
            throw new IllegalArgumentException("neutral may hold 3 alone; write [3] or []");
        }
        windows = List.copyOf(windows);
        if (windows.isEmpty()) {
            throw new IllegalArgumentException("a hall has at least one window");
        }
        Set<String> seen = new HashSet<>();
        for (WindowConfig window : windows) {
            if (!seen.add(window.id())) {
                throw new IllegalArgumentException("window " + window.id() + " stands twice in hall " + id);
            }
        }
    }

    /** The zone that says what a day is. */
    public ZoneId zone() {
        return ZoneId.of(timeZone);
    }

    public Optional<WindowConfig> window(String windowId) {
        return windows.stream().filter(window -> window.id().equals(windowId)).findFirst();
    }

    /** As far as what becomes of its presses depends on it. */
    public Hall hall() {
        return new Hall(id, zone(), windows.stream().map(WindowConfig::id).collect(Collectors.toUnmodifiableSet()));
    }
}
