package io.hallpulse.domain.assessment.scheme;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** A word of a closed list, as a scheme file writes it. */
public interface Word {
    /** The constant's own name. */
    String name();

    /** The word in a file, such as {@code half-year}. */
    default String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The constant of a word; empty where the list has no such word. */
    static <T extends Enum<T> & Word> Optional<T> of(Class<T> list, String word) {
        return Arrays.stream(list.getEnumConstants())
                .filter(one -> one.word().equals(word))
                .findFirst();
    }

    /** All words of a list, as an error names them. */
    static <T extends Enum<T> & Word> String all(Class<T> list) {
        return Arrays.stream(list.getEnumConstants()).map(Word::word).collect(Collectors.joining(", "));
    }
}
