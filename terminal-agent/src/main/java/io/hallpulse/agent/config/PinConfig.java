package io.hallpulse.agent.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import io.hallpulse.hardware.InputSettings;

/** A pin as the file gives it: a number, or the name of a line. */
public record PinConfig(InputSettings.Pin pin) {
    /** One that is too large to be a pin stays one: the hardware refuses it by its number. */
    @JsonCreator
    static PinConfig of(long offset) {
        return new PinConfig(InputSettings.Pin.of((int) Math.max(-1, Math.min(Integer.MAX_VALUE, offset))));
    }

    /** @throws IllegalArgumentException with one line for what no line is called */
    @JsonCreator
    static PinConfig of(String name) {
        return new PinConfig(InputSettings.Pin.named(name));
    }
}
