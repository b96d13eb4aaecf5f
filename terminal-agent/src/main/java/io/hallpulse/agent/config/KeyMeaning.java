package io.hallpulse.agent.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import io.hallpulse.contract.Level;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a raw key stands for, as the file gives it: a level, or a word.
 *
 * @param number the level; 0 where it is none
 */
public record KeyMeaning(Kind kind, int number) {
    /** What a key does. */
    public enum Kind {
        /** Rates. */
        LEVEL,
        /** Opens a session at its window: the clerk's key, or the one of a caller box. */
        OPEN
    }

    /** A clerk's key. */
    public static final KeyMeaning OPEN = new KeyMeaning(Kind.OPEN, 0);

    /** One that is no level stays one: the input refuses it with its key. */
    @JsonCreator
    static KeyMeaning of(long level) {
        return new KeyMeaning(Kind.LEVEL, (int) Math.max(-1, Math.min(Integer.MAX_VALUE, level)));
    }

    /** @throws IllegalArgumentException with one line for another word */
    @JsonCreator
    static KeyMeaning of(String word) {
        if (word.equals("open")) {
            return OPEN;
        }
        throw new IllegalArgumentException("'" + word + "' is no meaning of a key; write a level, 1 to 5, or open");
    }

    /** Keys that all rate. */
    public static Map<String, KeyMeaning> levels(Map<String, Integer> keys) {
        Map<String, KeyMeaning> meanings = new LinkedHashMap<>();
        keys.forEach((key, level) -> meanings.put(key, of(level)));
        return meanings;
    }

    /** The level that the key rates with; null where it does something else. */
    public @Nullable Integer level() {
        return kind == Kind.LEVEL ? number : null;
    }

    /** For a technician, in English. */
    public String english() {
        return switch (kind) {
            case LEVEL -> number + " " + Level.of(number).english();
            case OPEN -> "clerk's key";
        };
    }

    /** For a technician, in both languages. */
    public String text() {
        return switch (kind) {
            case LEVEL ->
                number + " " + Level.of(number).chinese() + " "
                        + Level.of(number).english();
            case OPEN -> "窗口人员键 " + english();
        };
    }

    /** As it stands in the file. */
    @Override
    public String toString() {
        return kind == Kind.LEVEL ? Integer.toString(number) : "open";
    }
}
