package io.hallpulse.gateway.config;

import io.hallpulse.runtime.config.Setting;

/** What people call a hall or a window, in both languages of the screen. */
public record Name(
        @Setting("in Chinese, shown first") String zh,
        @Setting("in English") String en) {
    public Name {
        if (zh.isBlank() || en.isBlank()) {
            throw new IllegalArgumentException("a name is wanted in both languages, not blank");
        }
    }
}
