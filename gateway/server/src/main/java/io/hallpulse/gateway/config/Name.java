package io.hallpulse.gateway.config;

import io.hallpulse.runtime.config.Setting;

/** What people call a hall or a window, in both languages of the screen. */
public record Name(
        @Setting("in Chinese, shown first") String zh,
        @Setting("in English") String en) {
    public Name {
        new io.hallpulse.domain.directory.Name(zh, en);
    }

    /** As the directory has it. */
    io.hallpulse.domain.directory.Name name() {
        return new io.hallpulse.domain.directory.Name(zh, en);
    }
}
