package io.hallpulse.gateway.config;

import com.fasterxml.jackson.annotation.JsonCreator;

/** A distance, such as {@code 10m} or {@code 7.5m}. */
public record Metres(double value) {
    /**
     * Reads it.
     *
     * @throws IllegalArgumentException with one line where it is not of that form
     */
    @JsonCreator
    public static Metres parse(String text) {
        return new Metres(Measures.parse(text, "m", "10m"));
    }
}
