package io.hallpulse.domain.people;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A role of a person. What each may do is said by {@link Access}. */
public enum Role {
    /** Reads pages and figures. */
    VIEWER,
    /** A viewer who also works on terminals. */
    TECHNICIAN,
    /** Runs the hall: directory, people, notices. */
    OPERATOR,
    /** Reads everything, the record of changes too, and changes nothing. */
    AUDITOR;

    /** As commands, the interface and the database write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Role> ofWord(String word) {
        return Arrays.stream(values()).filter(role -> role.word().equals(word)).findFirst();
    }

    /**
     * Several roles.
     *
     * @throws IllegalArgumentException with one line, where a word is no role or there is none
     */
    public static Set<Role> ofWords(Iterable<String> words) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (String word : words) {
            roles.add(ofWord(word)
                    .orElseThrow(() -> new IllegalArgumentException("'" + word + "' is no role; use " + allWords())));
        }
        if (roles.isEmpty()) {
            throw new IllegalArgumentException("a person has at least one role; use " + allWords());
        }
        return Collections.unmodifiableSet(roles);
    }

    private static String allWords() {
        return Arrays.stream(values()).map(Role::word).collect(Collectors.joining(", "));
    }
}
