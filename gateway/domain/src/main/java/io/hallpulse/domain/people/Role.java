package io.hallpulse.domain.people;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A role of a person: of the hall, or of assessments. What each may do is said by {@link Access}. */
public enum Role {
    /** Reads pages and figures. */
    VIEWER,
    /** A viewer who also works on terminals. */
    TECHNICIAN,
    /** Runs the hall: directory, people, notices. */
    OPERATOR,
    /** Reads everything, the record of changes too, and changes nothing. */
    AUDITOR,
    /** 评议办: subjects, schemes, rounds, drafts. */
    ORGANISER,
    /** 录入员: states facts. */
    RECORDER,
    /** 第三方: states the facts of its own source. */
    THIRD_PARTY,
    /** 暗访督查员、义务监督员: makes the visits that the lot assigns. */
    INSPECTOR,
    /** 联络员: answers cases for a unit. */
    CONTACT,
    /** 单位党组: sees its own card, appeals, consents. */
    UNIT,
    /** 窗口人员: likewise, for oneself. */
    STAFF,
    /** 回访员: calls back who wrote a case. */
    CALLER,
    /** 复核员: decides appeals of other units. */
    REVIEWER,
    /** 纪检监察: verifies breaches, decides measures. */
    DISCIPLINE,
    /** 领导小组: approves schemes, rounds and publications. */
    APPROVER,
    /** 监票人: opens the box, with another. */
    KEYHOLDER;

    private static final Set<Role> OF_HALL = EnumSet.range(VIEWER, ORGANISER);
    /** What a keyholder may not be besides. */
    private static final Set<Role> NO_KEYHOLDER = EnumSet.of(ORGANISER, DISCIPLINE);

    /** As commands, the interface and the database write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether its bearer sees the hall's pages; all others see what belongs to their part of an assessment. */
    boolean isOfHall() {
        return OF_HALL.contains(this);
    }

    /** Whether its bearer has a part in assessments; all others see publications only. */
    boolean isOfAssessments() {
        return compareTo(OPERATOR) > 0;
    }

    /**
     * Demands roles that one person may have together.
     *
     * @throws IllegalArgumentException with one line, where there are two that one person may not have
     */
    public static void requireTogether(Set<Role> roles) {
        for (Role other : NO_KEYHOLDER) {
            if (roles.contains(KEYHOLDER) && roles.contains(other)) {
                throw new IllegalArgumentException(
                        "a keyholder is not " + other.word() + " as well; give one of both to another person");
            }
        }
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
