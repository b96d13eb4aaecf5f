package io.hallpulse.gateway.config;

import com.fasterxml.jackson.annotation.JsonCreator;

/** The diagonal of a screen, such as {@code 75in}. */
public record Inches(double value) {
    /**
     * Reads it.
     *
     * @throws IllegalArgumentException with one line where it is not of that form
     */
    @JsonCreator
    public static Inches parse(String text) {
        return new Inches(Measures.parse(text, "in", "75in"));
    }
}
