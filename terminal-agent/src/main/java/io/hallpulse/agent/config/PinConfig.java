package io.hallpulse.agent.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import io.hallpulse.hardware.InputSettings;

/** A pin as the file gives it: a number, or the name of a line. */
public record PinConfig(InputSettings.Pin pin) {
    @JsonCreator
    static PinConfig of(int offset) {
        return new PinConfig(InputSettings.Pin.of(offset));
    }

    /** @throws IllegalArgumentException with one line for what no line is called */
    @JsonCreator
    static PinConfig of(String name) {
        return new PinConfig(InputSettings.Pin.named(name));
    }
}
