package io.hallpulse.gateway.config;

import io.hallpulse.domain.channel.Channel;
import io.hallpulse.domain.directory.Hall;
import io.hallpulse.runtime.config.Setting;
import java.util.List;

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

        @Setting(
                value =
                        "channels other than the keys whose ratings are in its scores, such as [qr, web], from the next day on",
                byDefault = "[]")
        List<String> channels,

        @Setting("its windows") List<WindowConfig> windows) {
    public HallConfig {
        neutral = List.copyOf(neutral);
        channels = List.copyOf(channels);
        windows = List.copyOf(windows);
        hall(id, name, timeZone, screen, neutral, windows).withChannels(Channel.ofWords(channels));
    }

    /** As the directory has it. */
    public Hall hall() {
        return hall(id, name, timeZone, screen, neutral, windows).withChannels(Channel.ofWords(channels));
    }

    private static Hall hall(
            String id,
            Name name,
            String timeZone,
            ScreenConfig screen,
            List<Integer> neutral,
            List<WindowConfig> windows) {
        if (windows.isEmpty()) {
            throw new IllegalArgumentException("a hall has at least one window");
        }
        return Hall.of(
                id,
                name.name(),
                timeZone,
                screen.rules(),
                neutral,
                windows.stream().map(WindowConfig::window).toList());
    }
}
