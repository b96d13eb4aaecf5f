package io.hallpulse.agent.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import io.hallpulse.contract.Level;
import io.hallpulse.contract.Reason;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a raw key stands for, as the file gives it: a level, or a word.
 *
 * @param number the level, or which of a level's reasons, from 1; 0 where it is neither
 */
public record KeyMeaning(Kind kind, int number) {
    /** What a key does. */
    public enum Kind {
        /** Rates. */
        LEVEL,
        /** Opens a session at its window: the clerk's key, or the one of a caller box. */
        OPEN,
        /** Says that something could not be done (办不成事), which is no rating. */
        UNDONE,
        /** Gives a reason for the rating before it. */
        REASON
    }

    private static final String REASON_WORD = "reason";

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
        } else if (word.equals("undone")) {
            return new KeyMeaning(Kind.UNDONE, 0);
        } else if (word.matches(REASON_WORD + "[1-" + Reason.MOST_OF_A_LEVEL + "]")) {
            return new KeyMeaning(Kind.REASON, word.charAt(REASON_WORD.length()) - '0');
        }
        throw new IllegalArgumentException(
                "'" + word + "' is no meaning of a key; write a level, 1 to 5, or open, undone," + " reason1 to reason"
                        + Reason.MOST_OF_A_LEVEL);
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
            case UNDONE -> "could not get it done";
            case REASON -> "reason " + number;
        };
    }

    /** For a technician, in both languages. */
    public String text() {
        return switch (kind) {
            case LEVEL ->
                number + " " + Level.of(number).chinese() + " "
                        + Level.of(number).english();
            case OPEN -> "窗口人员键 " + english();
            case UNDONE -> "办不成事 " + english();
            case REASON -> "原因 " + english();
        };
    }

    /** As it stands in the file. */
    @Override
    public String toString() {
        return switch (kind) {
            case LEVEL -> Integer.toString(number);
            case REASON -> REASON_WORD + number;
            case OPEN, UNDONE -> kind.name().toLowerCase(Locale.ROOT);
        };
    }
}
