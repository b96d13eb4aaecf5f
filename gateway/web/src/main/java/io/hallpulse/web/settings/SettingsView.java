package io.hallpulse.web.settings;

import io.hallpulse.web.Words;
import java.util.List;

/** What the gateway was started with, in groups; nothing of it is a secret. */
public record SettingsView(List<Group> groups) {
    public SettingsView {
        groups = List.copyOf(groups);
    }

    /** Settings that belong together. */
    public record Group(String zh, String en, List<Setting> settings) {
        public Group {
            settings = List.copyOf(settings);
        }

        public String name(Words t) {
            return t.of(zh, en);
        }
    }

    /** A setting by its key in gateway.yaml. */
    public record Setting(String key, String value) {}
}
